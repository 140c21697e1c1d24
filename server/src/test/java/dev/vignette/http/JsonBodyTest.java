package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of JSON, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class JsonBodyTest {
    private Serving serving;

    @BeforeAll
    void start() {
        serving = new Serving(Map.of(
                "/json",
                Endpoint.byMethod(Map.of(
                        "POST",
                        Endpoint.takingBody(exchange -> exchange.blocking(() -> new Answer(
                                200, Map.of(), exchange.json(100).encode().getBytes(StandardCharsets.UTF_8))))))));
    }

    @AfterAll
    void stop() {
        serving.close();
    }

    @Test
    void json_object_isRead() throws Exception {
        var answer = serving.post("/json", "{\"a\": [1, \"é\"]}", "Content-Type", "application/json; charset=utf-8");
        var patch = serving.post("/json", "{}", "Content-Type", "application/merge-patch+json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(
                        new String(answer.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
                .isEqualTo(new JsonObject("{\"a\": [1, \"é\"]}"));
        assertThat(patch.body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "null", "{", "{}x", "{'a':1}", "\"a\"", "\u0000"})
    void json_somethingElse_isBadJson(String body) throws Exception {
        var answer = serving.post("/json", body, "Content-Type", "application/json");

        assertProblem(answer.statusCode(), answer.body(), 400, "bad-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonx", "application/x-json", "multipart/form-data"})
    void json_calledSomethingElse_isUnsupported(String type) throws Exception {
        var answer = serving.post("/json", "{}", "Content-Type", type);

        assertProblem(answer.statusCode(), answer.body(), 415, "unsupported-media-type");
    }

    @Test
    void json_tooLarge_isRefused() throws Exception {
        var answer = serving.post("/json", "{\"a\": \"" + "x".repeat(100) + "\"}", "Content-Type", "application/json");

        assertProblem(answer.statusCode(), answer.body(), 413, "body-too-large");
    }

    private static void assertProblem(int status, String body, int expected, String code) {
        assertThat(status).isEqualTo(expected);
        assertThat(new JsonObject(body).getString("code")).isEqualTo(code);
    }
}
