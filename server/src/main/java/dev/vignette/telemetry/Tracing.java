package dev.vignette.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Begins the traces of requests.
public interface Tracing extends AutoCloseable {
    /// Traces nothing.
    Tracing OFF = new Tracing() {
        @Override
        public Trace begin(Supplier<Request> request) {
            return Trace.NONE;
        }

        @Override
        public Trace begin(String name, Map<String, String> attributes, Optional<String> cause) {
            return Trace.NONE;
        }

        @Override
        public void close() {}
    };

    /// What a trace tells of a request. The query is left out: signatures and the secrets of sources stand in it.
    ///
    /// @param id the request id
    /// @param route the path of its endpoint, or a word that is no path
    /// @param headers the value of a header by its name
    record Request(String id, String method, String path, String route, UnaryOperator<@Nullable String> headers) {}

    /// Traces to the collector that is configured, if one is. Where none is, no class of OpenTelemetry is loaded.
    ///
    /// @param version of this program
    static Tracing of(TelemetryConfig config, String version) {
        return config.otlpEndpoint().isPresent()
                ? new OtlpTracing(config.otlpEndpoint().get(), config, version)
                : OFF;
    }

    /// Begins the trace of a request, or joins the one that its `traceparent` tells of.
    ///
    /// @param request asked for only when it is traced
    Trace begin(Supplier<Request> request);

    /// Begins a trace of work that no client waits for.
    ///
    /// @param name a few words, the same for all work of its kind
    /// @param cause the `traceparent` of what asked for it, which it is linked to, and traced if that is; without
    ///     one the share decides
    Trace begin(String name, Map<String, String> attributes, Optional<String> cause);

    /// Sends what has not been sent.
    @Override
    void close();
}
