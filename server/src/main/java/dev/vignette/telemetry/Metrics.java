package dev.vignette.telemetry;

import dev.vignette.error.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/// What the process measures of itself, in the text format of Prometheus. The page docs/operations.md lists it.
public final class Metrics implements AutoCloseable {
    /// The media type of [#scrape].
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// The bounds of the histograms: few, since each is a series for every set of tags.
    private static final Duration[] BOUNDS = LongStream.of(
                    500,
                    1000,
                    2500,
                    5000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    180_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000,
                    30_000_000)
            .mapToObj(micros -> Duration.of(micros, TimeUnit.MICROSECONDS.toChronoUnit()))
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Map<ErrorCode, Counter> failures = new EnumMap<>(ErrorCode.class);
    private final Timer loopLag;

    /// The registry itself would let go of them.
    private final List<DoubleSupplier> counters = new CopyOnWriteArrayList<>();

    public Metrics() {
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        collections)
                .forEach(binder -> binder.bindTo(registry));
        gauge("process.resident.memory.bytes", "Memory of the process in RAM", ResidentMemory::bytes);
        for (Stage stage : Stage.values()) {
            stages.put(stage, timer("vignette.stage", "Time that renditions took", "stage", stage.label()));
        }
        for (ErrorCode code : ErrorCode.values()) {
            failures.put(
                    code,
                    Counter.builder("vignette.failures")
                            .description("Requests that failed")
                            .tag("code", code.code())
                            .register(registry));
        }
        loopLag = timer("vignette.event.loop.lag", "How late event loops are with what is due");
    }

    /// What tells answers apart. The media type is looked up as it stands, so that an answer costs no new text.
    private record Answered(String route, int status, String mediaType) {}

    /// Counts an answer and the time it took, from the request's arrival to the start of the answer.
    ///
    /// @param route never text from the client
    /// @param mediaType as in `Content-Type`; empty when there is no body
    public void answered(String route, int status, String mediaType, long nanos) {
        var answered = new Answered(route, status, mediaType);
        Timer known = requests.get(answered); // without the lock that computeIfAbsent may take
        Timer timer = known == null ? requests.computeIfAbsent(answered, this::requests) : known;
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer requests(Answered answered) {
        String subtype = answered.mediaType().replaceFirst(";.*", "").replaceFirst(".*/", "");
        return timer(
                "vignette.requests",
                "Requests, from their arrival to the start of the answer",
                "route",
                answered.route(),
                "status",
                Integer.toString(answered.status()),
                "format",
                subtype.isEmpty() ? "none" : subtype);
    }

    private Timer timer(String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /// Measures times of one sort.
    ///
    /// @param tags names and values in turn, few of each
    /// @return takes each time in nanoseconds
    public LongConsumer times(String name, String description, String... tags) {
        Timer timer = timer(name, description, tags);
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Counts a request that failed.
    public void failed(ErrorCode code) {
        Objects.requireNonNull(failures.get(code)).increment();
    }

    void took(Stage stage, long nanos) {
        Objects.requireNonNull(stages.get(stage)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void loopLagged(long nanos) {
        loopLag.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Watches a number that goes up and down.
    ///
    /// @param tags names and values in turn
    public void gauge(String name, String description, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /// Watches a number that only grows.
    ///
    /// @param tags names and values in turn
    public void counter(String name, String description, DoubleSupplier value, String... tags) {
        counters.add(value);
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /// All values now.
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
