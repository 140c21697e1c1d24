package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Traces as a real OpenTelemetry Collector gets them.
@EnabledIf(
        value = "dev.vignette.CollectorProcess#isThere",
        disabledReason = "scripts/fetch-test-servers finds no Go to build the Collector with")
@Timeout(300)
final class CollectorTest {
    @Test
    void job_fromTheRequestToTheAttempt_isTwoTracesWithALink(@TempDir Path folder) throws Exception {
        var environment = new HashMap<>(
                TestServer.environment("DATA_DIR", folder.resolve("data").toString()));
        try (var collector = new CollectorProcess(folder)) {
            environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
            JsonObject job;
            JsonObject started;
            try (var server = new TestServer(environment)) {
                var ann = server.library("ann", List.of("editor"), List.of());
                JsonObject wish = new JsonObject()
                        .put("kind", "renditions")
                        .put("image", ann.add(Pictures.jpeg(60, 40)))
                        .put("options", new JsonArray(List.of("w=20")));
                job = JobTests.job(ann, wish);
                String self = JobTests.self(job);
                Waiting.until(() -> json(ann.get(self)).getString("state").equals("SUCCEEDED"));
                started = json(ann.get(self + "/events")).getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(event -> event.getString("state").equals("STARTED"))
                        .findFirst()
                        .orElseThrow();
            } // which sends what was not sent yet

            String request = Objects.requireNonNull(job.getString("traceId"));
            String attempt = Objects.requireNonNull(started.getString("traceId"));
            Waiting.until(() -> collector.text().contains("-> Trace ID: " + request));
            assertThat(attempt).isNotEqualTo(request);
            assertThat(span(collector.text(), "POST /v2/jobs")).contains(request);
            assertThat(span(collector.text(), "job renditions"))
                    .contains(attempt, started.getString("spanId"), "-> Trace ID: " + request);
        }
    }

    /// What the collector printed of the span with this name.
    private static String span(String text, String name) {
        return Arrays.stream(text.split("(?m)^Span #\\d+$"))
                .filter(span -> span.matches("(?s).*\\bName +: " + name + "\\b.*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + text));
    }
}
