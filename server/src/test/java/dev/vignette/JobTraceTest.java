package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.jobs.Chunk;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobClass;
import dev.vignette.jobs.JobEvent;
import dev.vignette.jobs.JobId;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobListener;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.jobs.Jobs;
import dev.vignette.jobs.JobsConfig;
import dev.vignette.jobs.NewJob;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.TelemetryConfig;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Tracing;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The traces of jobs, as a collector gets them.
@Timeout(120)
final class JobTraceTest {
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /// Fails once.
    private static final class Failing implements JobKind {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public JobPolicy policy() {
            return new JobPolicy(2, Duration.ofMinutes(1), 9, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public Optional<Chunk> next(String request, Optional<String> place) {
            return Optional.of(new Chunk("", 1, Optional.empty()));
        }

        @Override
        public ChunkResult run(Chunk chunk, JobRun run) {
            if (run.attempt() == 1) {
                throw new IllegalStateException("on purpose");
            }
            return new ChunkResult(1);
        }
    }

    /// A job out of a request that is traced or not.
    private List<JobEvent> history(Path folder, String sampled) throws Exception {
        try (var collector = new TestOrigin()) {
            collector.serve("/v1/traces", exchange -> {
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
                        .flatMap(resource -> resource.getScopeSpansList().stream())
                        .forEach(scope -> spans.addAll(scope.getSpansList()));
                TestOrigin.send(exchange, new byte[0], "Content-Type", "application/x-protobuf");
            });
            var config = Settings.of(Map.of(
                            "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url("/"), "OTEL_TRACES_SAMPLER_ARG", sampled))
                    .bind(TelemetryConfig.class);
            try (Tracing tracing = Tracing.of(config, "test");
                    var metrics = new Metrics();
                    Database database = TestDatabases.open(Dialect.SQLITE, folder);
                    Jobs jobs = Jobs.open(
                            Settings.of(Map.of()).bind(JobsConfig.class), database, tracing, InstantSource.system())) {
                jobs.start(List.of(new Failing()), JobListener.NONE, metrics);
                Trace request =
                        tracing.begin(() -> new Tracing.Request("an-id", "POST", "/v2/jobs", "/v2/jobs", _ -> null));
                var context = new RequestContext("an-id", Deadline.after(Duration.ofMinutes(1)), request);
                var job = new NewJob("failing", JobClass.UPLOAD, "ann", "{}", "things");
                JobId id = ScopedValue.where(RequestContext.CURRENT, context)
                        .call(() -> database.write(handle -> jobs.enqueue(handle, job)));
                request.end();
                Waiting.until(() -> jobs.find(id).orElseThrow().state().isEnd());
                assertThat(jobs.find(id).orElseThrow().traceId()).isEqualTo(request.id());
                return jobs.events(id, 0, 10);
            }
        }
    }

    @Test
    void attempts_ofATracedRequest_areTracesOfTheirOwnWithALink(@TempDir Path folder) throws Exception {
        List<JobEvent> events = history(folder, "1");

        Span request = spans.stream()
                .filter(span -> span.getName().equals("POST /v2/jobs"))
                .findFirst()
                .orElseThrow();
        List<Span> attempts = spans.stream()
                .filter(span -> span.getName().equals("job failing"))
                .toList();
        assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.getParentSpanId().isEmpty()).isTrue();
            assertThat(attempt.getTraceId()).isNotEqualTo(request.getTraceId());
            assertThat(attempt.getLinksList()).singleElement().satisfies(link -> {
                assertThat(link.getTraceId()).isEqualTo(request.getTraceId());
                assertThat(link.getSpanId()).isEqualTo(request.getSpanId());
            });
        });
        assertThat(events.getFirst().traceId()).hasValue(hex(request));
        // QUEUED, STARTED, RETRYING, STARTED, SUCCEEDED: two attempts, two events each.
        assertThat(events.subList(1, 5))
                .extracting(event -> event.traceId().orElseThrow())
                .satisfies(ids -> {
                    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
                    assertThat(ids.get(2)).isEqualTo(ids.get(3));
                });
        assertThat(attempts.stream().map(JobTraceTest::hex))
                .contains(events.getLast().traceId().orElseThrow());
        assertThat(events.getLast().spanId()).isPresent();
    }

    private static String hex(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    @Test
    void attempts_ofARequestThatIsNotTraced_areNotTracedEither(@TempDir Path folder) throws Exception {
        history(folder, "0");

        assertThat(spans).isEmpty();
    }
}
