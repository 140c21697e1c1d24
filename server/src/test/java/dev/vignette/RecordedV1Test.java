package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The answers of version 1 are those that were recorded when it was released. Whoever relies on them relies on
/// this file; `-Dvignette.record=true` writes it anew, which is right only for what is added.
@Timeout(180)
final class RecordedV1Test {
    private static final Path RECORD = Path.of("src/test/resources/dev/vignette/v1-answers.json");
    private static final List<String> HEADERS = List.of(
            "Accept-Ranges",
            "Allow",
            "Cache-Control",
            "Content-Length",
            "Content-Range",
            "Content-Security-Policy",
            "Content-Type",
            "ETag",
            "Location",
            "Retry-After",
            "Vary",
            "WWW-Authenticate",
            "X-Content-Type-Options");

    /// Of 8 × 8 pixels, byte for byte the same on every machine.
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAbElEQVR42hXNQRUAUQhCUaMYhShGeVGIQhSizB+XXA"
                    + "7ODDtouIHBQ4YOM8suWm5h8ZKl+0CskDiBsIioHhx76LiDw0eO3oN/4FVf+J8h0PduzBqZ8x/bxNQPwgaFy192SGge"
                    + "lC0q13/CJaXlA8Z7WAFXOTbyAAAAAElFTkSuQmCC";

    private final JsonArray answers = new JsonArray();

    /// What is another each time, and what is written for it.
    private final Map<String, String> names = new LinkedHashMap<>();

    private int requests;

    @Test
    void answers_ofVersion1_areThoseThatWereRecorded(@TempDir Path data) throws IOException {
        try (var server = new TestServer("DATA_DIR", data.toString(), "LIBRARY_QUOTA", "100000")) {
            record(server);
        }

        String text = answers.encodePrettily() + "\n";
        if (Boolean.getBoolean("vignette.record")) {
            Files.createDirectories(RECORD.getParent());
            Files.writeString(RECORD, text);
        }
        assertThat(text).isEqualTo(Files.readString(RECORD));
    }

    private void record(TestServer server) {
        var ann = server.library("ann", List.of("editor"), List.of("red"));
        var nobody = server.library();
        byte[] jpeg = file(3000, jpeg(90, 120));
        byte[] png = Base64.getDecoder().decode(PNG);

        String one = id(ask(ann, "POST", "/v1/images?title=One&tag=sea&tag=sky&team=red", raw(jpeg)));
        server.clock.advance(Duration.ofSeconds(1));
        String two = id(ask(ann, "POST", "/v1/images", raw(png), "Idempotency-Key", "key"));
        ask(ann, "POST", "/v1/images", raw(png), "Idempotency-Key", "key");
        ask(ann, "POST", "/v1/images", raw(jpeg), "Idempotency-Key", "key");
        ask(ann, "GET", "/v1/images", none());
        ask(ann, "GET", "/v1/images?limit=1&sort=created", none());
        ask(ann, "GET", "/v1/images?tag=sea&format=jpeg&minBytes=1&createdFrom=2000-01-01T00:00:00Z", none());
        ask(ann, "GET", one, none());
        ask(ann, "GET", one, none(), "If-None-Match", "\"1\"");
        ask(ann, "PATCH", one, text("{\"title\":\"Uno\",\"attributes\":{\"a\":\"b\"}}"), merge("If-Match", "\"1\""));
        ask(ann, "PATCH", one, text("{\"title\":\"Uno\"}"), merge("If-Match", "\"1\""));
        ask(ann, "PATCH", one, text("{\"title\":\"Uno\"}"), merge());
        ask(ann, "PATCH", one, text("{\"sha256\":\"x\"}"), merge("If-Match", "*"));
        ask(ann, "PATCH", one, text("{"), merge("If-Match", "*"));
        ask(ann, "PATCH", one, text("{}"), "If-Match", "*", "Content-Type", "text/plain");
        ask(ann, "GET", two + "/content", none(), "Range", "bytes=1-3");
        ask(ann, "GET", two + "/content", none(), "Range", "bytes=99999-");
        ask(ann, "GET", two + "/metadata?gps=perhaps", none());
        ask(ann, "GET", two + "/thumb?w=x", none());
        ask(ann, "POST", "/v1/images", raw(Pictures.gif(1)));
        ask(ann, "POST", "/v1/images", raw(new byte[0]));
        ask(ann, "POST", "/v1/images", raw(file(99_000, jpeg(9, 9))));
        ask(ann, "POST", "/v1/images?colour=red", raw(png));
        ask(ann, "GET", "/v1/images?limit=1000", none());
        ask(ann, "GET", "/v1/images/none", none());
        ask(ann, "PUT", one, none());
        ask(ann, "DELETE", one, none(), "If-Match", "\"1\"");
        ask(ann, "DELETE", one, none());
        ask(ann, "GET", one, none());
        ask(nobody, "GET", two, none());
        ask(nobody, "POST", "/v1/images", raw(png));
        ask(server.library("vic", List.of("viewer"), List.of()), "POST", "/v1/images", raw(png));
    }

    /// The header of a JPEG file.
    private static int[] jpeg(int height, int width) {
        return new int[] {
            0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0
        };
    }

    private static byte[] file(int length, int... beginning) {
        byte[] file = new byte[length];
        for (int i = 0; i < beginning.length; i++) {
            file[i] = (byte) beginning[i];
        }
        return file;
    }

    private static BodyPublisher none() {
        return BodyPublishers.noBody();
    }

    private static BodyPublisher raw(byte[] bytes) {
        return BodyPublishers.ofByteArray(bytes);
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text);
    }

    private static String[] merge(String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/merge-patch+json";
        return all;
    }

    private HttpResponse<byte[]> ask(
            LibraryClient client, String method, String target, BodyPublisher body, String... headers) {
        HttpResponse<byte[]> answer = client.send(method, target, body, headers);
        answer.headers().firstValue("X-Request-Id").ifPresent(id -> names.put(id, "REQUEST-" + ++requests));
        if (answer.statusCode() == 201) {
            names.putIfAbsent(LibraryClient.json(answer).getString("id"), "ID-" + (names.size() + 1));
        }
        var known = new TreeMap<String, String>();
        for (String name : HEADERS) {
            answer.headers().firstValue(name).ifPresent(value -> known.put(name, named(value)));
        }
        var recorded = new JsonObject().put("request", method + ' ' + named(target));
        if (headers.length > 0) {
            recorded.put("with", new JsonArray(List.of(headers)));
        }
        recorded.put("status", answer.statusCode()).put("headers", new JsonObject(new LinkedHashMap<>(known)));
        if (answer.headers().firstValue("Content-Type").orElse("").contains("json")) {
            recorded.put("body", body(answer));
        }
        answers.add(recorded);
        return answer;
    }

    private JsonObject body(HttpResponse<byte[]> answer) {
        var body = new JsonObject(named(new String(answer.body(), StandardCharsets.UTF_8)));
        if (body.containsKey("next")) {
            body.put("next", "CURSOR");
        }
        return body;
    }

    private String named(String text) {
        String named = text;
        for (var name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    private static String id(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
