package dev.vignette.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends traces to a collector: OTLP over HTTP, in batches, from a thread of its own. What the collector does not take
/// in time is dropped; no request waits for it.
///
/// The names of spans and attributes are those of OpenTelemetry's semantic conventions for HTTP servers.
final class OtlpTracing implements Tracing {
    private static final long PATIENCE_SECONDS = 5;

    /// Any other method is the client's own text, which makes no good name.
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private static final TextMapGetter<Request> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Request request) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Request request, String name) {
            return request == null ? null : request.headers().apply(name);
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    OtlpTracing(String endpoint, TelemetryConfig config, String version) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceFirst("/+$", "") + "/v1/traces")
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                config.serviceName(),
                                AttributeKey.stringKey("service.version"),
                                version))))
                .setSampler(Sampler.parentBased(new CauseSampler(Sampler.traceIdRatioBased(config.traceRatio()))))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        tracer = provider.get("dev.vignette", version);
    }

    @Override
    public Trace begin(Supplier<Request> asked) {
        Request request = asked.get();
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS);
        String method = METHODS.contains(request.method()) ? request.method() : "_OTHER";
        SpanBuilder span = tracer.spanBuilder(name(method, request))
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .setAttribute("url.scheme", "http")
                .setAttribute("url.path", request.path())
                .setAttribute("vignette.request.id", request.id());
        if (hasRoute(request)) {
            span.setAttribute("http.route", request.route());
        }
        return new OtlpTrace(tracer, span.startSpan());
    }

    @Override
    public Trace begin(String name, Map<String, String> attributes, Optional<String> cause) {
        SpanBuilder span = tracer.spanBuilder(name).setNoParent().setSpanKind(SpanKind.CONSUMER);
        attributes.forEach(span::setAttribute);
        cause.map(OtlpTracing::spanOf).filter(SpanContext::isValid).ifPresent(span::addLink);
        return new OtlpTrace(tracer, span.startSpan());
    }

    private static SpanContext spanOf(String traceparent) {
        var request = new Request("", "", "", "", name -> "traceparent".equals(name) ? traceparent : null);
        return Span.fromContext(W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HEADERS))
                .getSpanContext();
    }

    private static String name(String method, Request request) {
        String verb = method.equals("_OTHER") ? "HTTP" : method;
        return hasRoute(request) ? verb + " " + request.route() : verb;
    }

    private static boolean hasRoute(Request request) {
        return request.route().startsWith("/");
    }

    @Override
    public void close() {
        provider.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
