package dev.vignette.work;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.JsonAnswer;
import dev.vignette.jobs.Chunk;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobClass;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobListener;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.jobs.Jobs;
import dev.vignette.jobs.NewJob;
import dev.vignette.source.Callbacks;
import dev.vignette.source.SourceUrl;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// Tells of the end of a job where that was asked for. Each delivery is a job of its own, enqueued in the
/// transaction that ends the other one, so it is tried again as any job, and its history tells what became of it.
final class WebhookKind implements JobKind, JobListener {
    static final String NAME = "webhook";

    private static final String BODY = "body";
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final Callbacks callbacks;
    private final List<WebhookSignature> signatures;
    private final Duration timeout;
    private final Clock clock;

    WebhookKind(Jobs jobs, Callbacks callbacks, WorkConfig config, Clock clock) {
        this.jobs = jobs;
        this.callbacks = callbacks;
        this.signatures = config.webhookSecrets().stream()
                .map(WebhookSignature::key)
                .flatMap(Optional::stream)
                .toList();
        this.timeout = config.webhookTimeout();
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// The pauses add up to two hours or so: a receiver that was away for an hour still gets it.
    @Override
    public JobPolicy policy() {
        return new JobPolicy(20, timeout.plus(MARGIN), 2, Duration.ofSeconds(5), Duration.ofMinutes(20));
    }

    @Override
    public void ended(Handle handle, Job job) {
        if (job.kind().equals(NAME)) {
            return;
        }
        Order order = Order.parse(job.request());
        order.callback().ifPresent(url -> {
            var _ = jobs.enqueue(handle, delivery(job, order, url));
        });
    }

    private NewJob delivery(Job job, Order order, String url) {
        String type = "job." + job.state().name().toLowerCase(Locale.ROOT);
        var asked = new JsonObject()
                .put("kind", NAME)
                .put("url", url)
                .put("job", job.id().text())
                .put("type", type);
        var body = new JsonObject()
                .put("type", type)
                .put("timestamp", JsonAnswer.time(job.ended().orElseGet(clock::instant)))
                .put("data", JobJson.of(job));
        String request = new JsonObject(new Order(asked, order.by(), List.of()).text())
                .put(BODY, body.encode())
                .encode();
        return new NewJob(NAME, JobClass.UPLOAD, job.owner(), request, "deliveries", OptionalLong.of(1));
    }

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        return place.isPresent() ? Optional.empty() : Optional.of(new Chunk("{}", 1, Optional.empty()));
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) {
        if (signatures.isEmpty()) {
            throw new VignetteException(ErrorCode.FORBIDDEN, "This server has no secret to sign webhooks with");
        }
        byte[] body = new JsonObject(run.request()).getString(BODY).getBytes(StandardCharsets.UTF_8);
        String url = Order.parse(run.request()).asked().getString("url");
        if (!(SourceUrl.parse(url) instanceof SourceUrl.Remote receiver)) {
            throw new VignetteException(ErrorCode.SOURCE_NOT_ALLOWED, "This is no place to call back");
        }
        Map<String, String> headers =
                WebhookSignature.headers(signatures, run.job().text(), clock.instant(), body);
        int status = callbacks.post(receiver, headers, body, timeout);
        requireTaken(status);
        return new ChunkResult(
                1, 0, Optional.of(new JsonObject().put("status", status).encode()));
    }

    /// Who says that it is too busy or in trouble is asked again, who refuses is not.
    private static void requireTaken(int status) {
        if (status / 100 == 2) {
            return;
        }
        boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
        throw new VignetteException(
                passing ? ErrorCode.SOURCE_FAILED : ErrorCode.SOURCE_REFUSED, "The receiver answered " + status);
    }
}
