package dev.vignette.telemetry;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// What the server tells of its requests, and to whom. The names beginning with `OTEL_` are those of the OpenTelemetry
/// specification.
public record TelemetryConfig(
        @Setting(
                key = "vignette.access-log",
                defaultValue = "false",
                doc = "Whether a line is logged for each request. Of the source it names the host alone.")
        boolean accessLog,

        @Setting(
                key = "otel.exporter.otlp.endpoint",
                doc = "The collector that traces are sent to, by OTLP over HTTP, as in `http://localhost:4318`;"
                        + " `/v1/traces` is added. Without it there are no traces.")
        Optional<String> otlpEndpoint,

        @Setting(
                key = "otel.service.name",
                defaultValue = "vignette",
                doc = "The name that traces give to this service.")
        String serviceName,

        @Setting(
                key = "otel.traces.sampler.arg",
                defaultValue = "1",
                doc = "The share of requests that are traced, where the client's `traceparent` does not say it.",
                min = 0,
                max = 1)
        double traceRatio) {
    public TelemetryConfig {
        if (otlpEndpoint.isPresent() && !isHttp(otlpEndpoint.get())) {
            throw new ConfigException(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "'" + otlpEndpoint.get() + "' is not an http or https URL");
        }
    }

    private static boolean isHttp(String text) {
        try {
            var uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
