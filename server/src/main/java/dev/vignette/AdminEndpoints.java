package dev.vignette;

import dev.vignette.delivery.PurgeHandler;
import dev.vignette.delivery.Purging;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.telemetry.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the admin port answers.
///
/// @param closing whether the server is about to end
/// @param stuck why it makes no progress, if it makes none
record AdminEndpoints(Metrics metrics, Purging purging, BooleanSupplier closing, Supplier<Optional<String>> stuck) {
    Map<String, Endpoint> byPath() {
        return Map.of(
                "/healthz",
                _ -> text("text/plain", "ok\n"),
                "/readyz",
                this::ready,
                "/metrics",
                _ -> text(Metrics.MEDIA_TYPE, metrics.scrape()),
                "/purge",
                new PurgeHandler(purging),
                "/diagnosis",
                new Diagnosis());
    }

    private CompletionStage<Answer> ready(Exchange exchange) {
        return unready()
                .<CompletionStage<Answer>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> text("text/plain", "ok\n"));
    }

    /// Why requests had better be sent elsewhere, when that is so.
    private Optional<VignetteException> unready() {
        return closing.getAsBoolean()
                ? Optional.of(new VignetteException(ErrorCode.SHUTTING_DOWN, "The server is about to end"))
                : stuck.get().map(reason -> new VignetteException(ErrorCode.STUCK, reason));
    }

    private static CompletionStage<Answer> text(String mediaType, String text) {
        return CompletableFuture.completedFuture(
                new Answer(200, Map.of("Content-Type", mediaType), text.getBytes(StandardCharsets.UTF_8)));
    }
}
