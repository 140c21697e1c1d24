package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths with variables and with an endpoint for each method, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ByMethodTest {
    private Serving serving;

    @BeforeAll
    void start() {
        serving = new Serving(Map.of(
                "/v1/images",
                Endpoint.byMethod(Map.of("POST", telling("made"))),
                "/v1/images/{id}",
                Endpoint.byMethod(
                        Map.of("GET", telling("got"), "DELETE", telling("deleted"), "OPTIONS", telling("own")))));
    }

    @AfterAll
    void stop() {
        serving.close();
    }

    private static Endpoint telling(String what) {
        return exchange -> {
            exchange.answerHeader("X-Peer", exchange.peer().getHostAddress());
            String id = exchange.path().equals("/v1/images") ? "" : " " + exchange.variable("id");
            return CompletableFuture.completedFuture(
                    new Answer(200, Map.of(), (exchange.method() + " " + what + id).getBytes(StandardCharsets.UTF_8)));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/images, POST made",
        "GET, /v1/images/7, GET got 7",
        "DELETE, /v1/images/a%20b, DELETE deleted a b",
        "OPTIONS, /v1/images/7, OPTIONS own 7"
    })
    void handle_method_isThatEndpoints(String method, String path, String answer) throws Exception {
        var answered = serving.send(method, path, BodyPublishers.noBody());

        assertThat(answered.body()).isEqualTo(answer);
        assertThat(answered.headers().allValues("X-Peer")).containsExactly("127.0.0.1");
    }

    @Test
    void handle_head_isGetWithoutItsBody() throws Exception {
        var answered = serving.send("HEAD", "/v1/images/7", BodyPublishers.noBody());

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.headers().firstValueAsLong("Content-Length")).hasValue("HEAD got 7".length());
        assertThat(answered.body()).isEmpty();
    }

    @Test
    void handle_options_tellsTheMethods() throws Exception {
        var answered = serving.send("OPTIONS", "/v1/images", BodyPublishers.noBody());

        assertThat(answered.statusCode()).isEqualTo(204);
        assertThat(answered.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    @Test
    void handle_otherMethod_isNotAllowed() throws Exception {
        var answered = serving.send("PATCH", "/v1/images/7", BodyPublishers.noBody());

        assertThat(answered.statusCode()).isEqualTo(405);
        assertThat(answered.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C0%AF", "%ED%A0%80"})
    void variable_brokenEncoding_isABadParameter(String id) throws Exception {
        var answered = serving.get("/v1/images/" + id);

        assertThat(answered.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answered.body()).getString("code")).isEqualTo("bad-parameter");
    }
}
