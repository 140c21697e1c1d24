package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms with fields and files, behind a real port; at most five parts each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class MultipartTest {
    private static final String FORM = "multipart/form-data; boundary=x";

    private Serving serving;

    @BeforeAll
    void start() {
        serving = new Serving(
                Map.of(
                        "/read",
                        taking(exchange -> told(exchange.multipart(10 << 20), true)),
                        "/skip",
                        taking(exchange -> told(exchange.multipart(10 << 20), false))),
                Serving.demanding(Duration.ofSeconds(60), 1));
    }

    @AfterAll
    void stop() {
        serving.close();
    }

    private interface Work {
        String of(Exchange exchange) throws IOException;
    }

    private static Endpoint taking(Work work) {
        return Endpoint.byMethod(Map.of(
                "POST",
                Endpoint.takingBody(exchange -> exchange.blocking(() -> {
                    try {
                        return new Answer(200, Map.of(), work.of(exchange).getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        throw Multipart.broken(e);
                    }
                }))));
    }

    private static String told(Multipart form, boolean reading) throws IOException {
        var told = new StringBuilder();
        for (Optional<Part> next = form.next(); next.isPresent(); next = form.next()) {
            Part part = next.get();
            told.append(part.name())
                    .append(part.filename().map(name -> "(" + name + ")").orElse(""));
            part.mediaType().ifPresent(type -> told.append(' ').append(type));
            if (reading && part.filename().isPresent()) {
                var crc = new CRC32();
                byte[] bytes = part.content().readAllBytes();
                crc.update(bytes);
                told.append('=').append(bytes.length).append('#').append(crc.getValue());
            } else if (reading) {
                told.append('=').append(part.text());
            }
            told.append(';');
        }
        return told.toString();
    }

    private static String part(String disposition, String content) {
        return "--x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private String post(String path, String body) throws Exception {
        return serving.send(
                        "POST", path, BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1), "Content-Type", FORM)
                .body();
    }

    @Test
    void next_fieldsAndFiles_areReadInTheirOrder() throws Exception {
        String file = "\r\n--\r\n--y\r\n-\r".repeat(100_000);
        var crc = new CRC32();
        crc.update(file.getBytes(StandardCharsets.ISO_8859_1));
        String form = part("name=\"title\"", "A \u00c3\u00a9") // UTF-8, as bytes
                + "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a b.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n" + file + "\r\n"
                + part("name=\"f\"; filename=\"\u00c3\u00a9.jpg\"", "")
                + "--x--\r\n";

        assertThat(post("/read", form))
                .isEqualTo("title=A \u00e9;f(a b.png) image/png=" + file.length() + "#" + crc.getValue()
                        + ";f(\u00e9.jpg)=0#0;");
        assertThat(post("/skip", form)).isEqualTo("title;f(a b.png) image/png;f(\u00e9.jpg);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--x--\r\n", "", "x", "--y\r\n"})
    void next_noPart_isAnEmptyForm(String body) throws Exception {
        assertThat(post("/read", body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--x\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"a\"",
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc",
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc\r\n--x",
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc\r\n--xy\r\n",
                "--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n",
                "--x\r\n\r\nabc\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\u0000c\"\r\n\r\nabc\r\n--x--\r\n",
            })
    void next_brokenForm_isABadRequest(String body) throws Exception {
        var answer = new JsonObject(post("/read", body));

        assertThat(answer.getString("code")).isEqualTo("bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/octet-stream",
                "multipart/mixed; boundary=x",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-datax; boundary=x"
            })
    void multipart_otherKind_isUnsupported(String type) throws Exception {
        var answer = serving.post("/read", part("name=\"a\"", "b") + "--x--\r\n", "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void next_tooMuchOfAnything_isTooLarge() throws Exception {
        String end = "--x--\r\n";

        assertThat(post("/read", part("name=\"a\"", "b").repeat(5) + end)).isEqualTo("a=b;".repeat(5));
        assertTooLarge(part("name=\"a\"", "b").repeat(6) + end);
        assertTooLarge(part("name=\"" + "a".repeat(9000) + "\"", "b") + end);
        assertTooLarge(part("name=\"a\"", "b".repeat(70_000)) + end);
        assertTooLarge(part("name=\"a\"; filename=\"a\"", "b".repeat(11 << 20)) + end);
    }

    private void assertTooLarge(String body) throws Exception {
        assertThat(new JsonObject(post("/read", body)).getString("code")).isEqualTo("body-too-large");
    }
}
