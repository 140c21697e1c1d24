package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the process writes to its standard output.
@Timeout(120)
final class LogTest {
    /// `json` when each line is to be an object.
    private static String accessLine(String format) throws Exception {
        var environment = TestServer.environment("ACCESS_LOG", "true", "LOG_FORMAT", format);
        Process process = CommandRun.start(environment);
        try (var origin = new TestOrigin();
                var client = HttpClient.newHttpClient();
                var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            String line = out.readLine();
            while (!line.contains("ready http://")) {
                line = out.readLine();
            }
            String base = line.replaceFirst(".*ready (http://[\\w.]+:\\d+).*", "$1");
            var request = HttpRequest.newBuilder(
                            URI.create(base + "/thumb?" + origin.parameter("/a.jpg?key=secret") + "&w=4"))
                    .header("X-Request-Id", "mine");
            assertThat(client.send(request.build(), BodyHandlers.ofByteArray()).statusCode())
                    .isEqualTo(200);
            line = out.readLine();
            while (!line.contains("mine")) { // what the server has to say of its start
                line = out.readLine();
            }
            return line;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void accessLog_json_isAnObjectALineWithoutSecrets() throws Exception {
        String line = accessLine("json");

        assertThat(line).doesNotContain("secret", "a.jpg");
        assertThat(new JsonObject(line).getMap())
                .containsEntry("level", "INFO")
                .containsEntry("logger", "vignette.access")
                .containsEntry("requestId", "mine")
                .containsEntry("method", "GET")
                .containsEntry("path", "/thumb")
                .containsEntry("source", "127.0.0.1")
                .containsEntry("status", 200)
                .hasEntrySatisfying("millis", millis -> assertThat(millis).isInstanceOf(Number.class))
                .containsKeys("time", "message", "bytes", "cache");
    }

    @Test
    void accessLog_text_isALineWithTheSame() throws Exception {
        assertThat(accessLine("text"))
                .contains("requestId=\"mine\"", "path=\"/thumb\"", "status=\"200\"", "source=\"127.0.0.1\"")
                .doesNotContain("secret", "a.jpg");
    }

    @Test
    void serve_unknownLogFormat_isToldInALine() throws Exception {
        CommandRun.apart(TestServer.environment("LOG_FORMAT", "JSON"), "serve")
                .assertFailedPlainly(1, "VIGNETTE_LOG_FORMAT: 'JSON' is neither text nor json");
    }
}
