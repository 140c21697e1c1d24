package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Word of the end of jobs, to a receiver on loopback that checks what it gets.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class JobWebhookTest extends JobTests {
    /// The one that follows the one of other tests.
    private static final String NEXT_SECRET = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Path data;
    private final Dialect dialect;

    JobWebhookTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of("VIGNETTE_JOBS_WEBHOOK_SECRET", SECRET + "," + NEXT_SECRET));
        this.data = data;
        this.dialect = dialect;
    }

    private record Received(String method, String id, String timestamp, String signature, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        received.add(new Received(
                exchange.getRequestMethod(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    }

    private JsonObject wish(String path) {
        return renditions()
                .put("image", ann.add(JPEG))
                .put("options", new JsonArray(List.of("w=20")))
                .put("callback", server.origin.url(path));
    }

    /// The only delivery, when it has ended.
    private JsonObject delivery() {
        var jobs = json(ann.get("/v2/jobs?kind=webhook")).getJsonArray("items");
        assertThat(jobs).hasSize(1);
        return ended(ann, jobs.getJsonObject(0));
    }

    @Test
    void callback_jobThatEnds_isToldWithASignature() throws Exception {
        server.origin.serve("/hook", exchange -> {
            take(exchange);
            exchange.sendResponseHeaders(204, -1);
        });

        JsonObject job = succeeded(ann, wish("/hook"));

        JsonObject delivery = delivery();
        assertThat(delivery.getString("state")).as(delivery.encodePrettily()).isEqualTo("SUCCEEDED");
        assertThat(received).hasSize(1);
        Received one = received.element();
        assertThat(one.method()).isEqualTo("POST");
        assertThat(one.id()).isEqualTo(delivery.getString("id"));
        assertThat(one.signature())
                .as("by the secret of before, and by the one that follows it")
                .isEqualTo("v1," + signed(one, SECRET) + " v1," + signed(one, NEXT_SECRET));
        assertThat(Instant.ofEpochSecond(Long.parseLong(one.timestamp())))
                .isBetween(
                        Instant.parse("2025-12-31T00:00:00Z"),
                        server.clock.instant().plusSeconds(1));
        assertThat(one.json().getString("type")).isEqualTo("job.succeeded");
        assertThat(one.json().getJsonObject("data")).isEqualTo(job);
    }

    /// As docs/jobs.md tells a receiver to do.
    private static String signed(Received one, String secret) throws Exception {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((one.id() + "." + one.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(one.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void callback_jobThatFails_isToldToo() {
        server.origin.serve("/hook", exchange -> {
            take(exchange);
            exchange.sendResponseHeaders(200, -1);
        });
        JsonObject wish = renditions()
                .put("urls", new JsonArray(List.of(server.origin.url("/none.jpg"))))
                .put("options", new JsonArray(List.of("w=20")))
                .put("callback", server.origin.url("/hook"));

        assertThat(ended(ann, job(ann, wish)).getString("state")).isEqualTo("FAILED");
        Waiting.until(() -> !received.isEmpty());

        assertThat(received.element().json().getString("type")).isEqualTo("job.failed");
    }

    @Test
    void callback_receiverInTrouble_isTriedAgainWithTheSameId() {
        server.origin.serve("/hook", exchange -> {
            take(exchange);
            exchange.sendResponseHeaders(received.size() < 3 ? 503 : 200, -1);
        });

        succeeded(ann, wish("/hook"));

        assertThat(delivery().getString("state")).isEqualTo("SUCCEEDED");
        assertThat(received.stream().map(Received::id).distinct()).hasSize(1);
        assertThat(received).hasSize(3);
    }

    @Test
    void callback_receiverThatRefuses_isNotTriedAgain() {
        server.origin.serve("/hook", exchange -> {
            take(exchange);
            exchange.sendResponseHeaders(410, -1);
        });

        succeeded(ann, wish("/hook"));

        JsonObject delivery = delivery();
        assertThat(delivery.getString("state")).isEqualTo("FAILED");
        assertThat(delivery.getJsonObject("error").getString("code")).isEqualTo("source-refused");
        assertThat(received).hasSize(1);
    }

    @Test
    void callback_redirect_isNotFollowed() {
        server.origin.serve("/hook", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });

        succeeded(ann, wish("/hook"));

        assertThat(delivery().getString("state")).isEqualTo("FAILED");
        assertThat(server.origin.requests("/elsewhere")).isZero();
    }

    @Test
    void callback_addressBehindTheGuard_isNotReached() throws Exception {
        var guarded = new JobWebhookGuarded(dialect, data, Map.of("VIGNETTE_SOURCE_ALLOWED_NETWORKS", ""));
        try {
            guarded.server.origin.serve("/hook", exchange -> exchange.sendResponseHeaders(200, -1));
            JsonObject wish = renditions()
                    .put("image", guarded.ann.add(JPEG))
                    .put("options", new JsonArray(List.of("w=20")))
                    .put("callback", guarded.server.origin.url("/hook"));
            guarded.succeeded(guarded.ann, wish);
            JsonObject delivery = guarded.ended(
                    guarded.ann,
                    json(guarded.ann.get("/v2/jobs?kind=webhook"))
                            .getJsonArray("items")
                            .getJsonObject(0));

            assertThat(delivery.getString("state")).isEqualTo("FAILED");
            assertThat(delivery.getJsonObject("error").getString("code")).isEqualTo("source-not-allowed");
            assertThat(guarded.server.origin.requests("/hook")).isZero();
        } finally {
            guarded.close();
        }
    }

    /// A server that may reach no private address.
    private static final class JobWebhookGuarded extends JobTests {
        JobWebhookGuarded(Dialect dialect, Path data, Map<String, String> settings) throws IOException {
            super(dialect, data.resolve("other"), settings);
        }
    }

    @Test
    void callback_serverWithoutASecret_isRefused() throws Exception {
        try (var plain = new TestServer(
                "DATA_DIR", data.resolve("plain").toString(), "DATABASE_URL", "jdbc:sqlite:" + data.resolve("p.db"))) {
            var carl = plain.library("carl", List.of("editor"), List.of());
            JsonObject wish = renditions()
                    .put("image", carl.add(JPEG))
                    .put("options", new JsonArray(List.of("w=20")))
                    .put("callback", "https://a.example/");

            JsonObject problem = ProblemAnswer.assertProblem(ask(carl, wish), 400, "bad-parameter");

            assertThat(problem.getString("parameter")).isEqualTo("callback");
        }
    }
}
