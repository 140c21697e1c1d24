package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Holds answers against the contract: their status is one of the operation's, their media type one of that status,
/// and the header fields that it demands are there.
final class ContractedAnswers {
    private static final String RESOURCE = "/dev/vignette/contract/openapi.json";
    private static final JsonObject CONTRACT = read();

    private ContractedAnswers() {}

    private static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(ContractedAnswers.class.getResourceAsStream(RESOURCE))) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return the same
    static HttpResponse<byte[]> held(HttpResponse<byte[]> answer) {
        String path = answer.request().uri().getRawPath();
        String method = answer.request().method();
        operation(path, method).ifPresent(operation -> hold(operation, method + " " + path, answer));
        return answer;
    }

    private static Optional<JsonObject> operation(String path, String method) {
        JsonObject paths = CONTRACT.getJsonObject("paths");
        return paths.fieldNames().stream()
                .filter(template -> path.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst()
                .map(paths::getJsonObject)
                .map(item -> method.equals("HEAD") && !item.containsKey("head")
                        ? item.getJsonObject("get")
                        : item.getJsonObject(method.toLowerCase(Locale.ROOT)));
    }

    private static void hold(JsonObject operation, String what, HttpResponse<byte[]> answer) {
        String status = Integer.toString(answer.statusCode());
        JsonObject responses = operation.getJsonObject("responses");
        assertThat(responses.fieldNames()).as("answers to " + what).contains(status);
        JsonObject response = target(responses.getJsonObject(status));
        JsonObject headers = response.getJsonObject("headers", new JsonObject());
        for (String name : headers.fieldNames()) {
            if (target(headers.getJsonObject(name)).getBoolean("required", false)) {
                assertThat(answer.headers().firstValue(name))
                        .as(name + " of " + what)
                        .isPresent();
            }
        }
        JsonObject content = response.getJsonObject("content", new JsonObject());
        if (answer.body().length > 0) {
            String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
            assertThat(content.fieldNames())
                    .as("media types of " + what + " " + status)
                    .anyMatch(known -> type.equals(known) || known.equals(type.replaceFirst("/.*", "/*")));
        }
    }

    private static JsonObject target(JsonObject part) {
        String reference = part.getString("$ref");
        if (reference == null) {
            return part;
        }
        JsonObject target = CONTRACT;
        for (String name : reference.substring("#/".length()).split("/", -1)) {
            target = target.getJsonObject(name);
        }
        return target;
    }
}
