package dev.vignette.telemetry;

import dev.vignette.error.VignetteException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// A span of OpenTelemetry.
final class OtlpTrace implements Trace {
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Span span;

    OtlpTrace(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    private SpanBuilder part(Stage stage) {
        return tracer.spanBuilder(stage.label()).setParent(Context.root().with(span));
    }

    @Override
    public Trace begin(Stage stage) {
        return new OtlpTrace(tracer, part(stage).startSpan());
    }

    @Override
    public void add(Stage stage, long start, long end) {
        if (!span.isRecording()) {
            return;
        }
        Instant now = Instant.now();
        long epoch = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
        part(stage)
                .setStartTimestamp(epoch + start, TimeUnit.NANOSECONDS)
                .startSpan()
                .end(epoch + end, TimeUnit.NANOSECONDS);
    }

    @Override
    public void propagate(BiConsumer<String, String> header) {
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.root().with(span),
                        header,
                        (to, name, value) -> Objects.requireNonNull(to).accept(name, value));
    }

    @Override
    public Optional<String> id() {
        return Optional.of(span.getSpanContext().getTraceId());
    }

    @Override
    public Optional<String> spanId() {
        return Optional.of(span.getSpanContext().getSpanId());
    }

    @Override
    public Optional<String> traceparent() {
        var headers = new HashMap<String, String>();
        propagate(headers::put);
        return Optional.ofNullable(headers.get("traceparent"));
    }

    @Override
    public void fail(Throwable failure) {
        String type = failure instanceof VignetteException told
                ? told.code().code()
                : failure.getClass().getName();
        span.setAttribute("error.type", type).setStatus(StatusCode.ERROR);
    }

    @Override
    public void answered(int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= SERVER_ERROR) {
            span.setAttribute("error.type", Integer.toString(status)).setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void end() {
        span.end();
    }
}
