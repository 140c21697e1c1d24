package dev.vignette.delivery;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// Waits for what is rendered, on a virtual thread.
final class Awaiting {
    private Awaiting() {}

    /// An interrupt says that the client has left, or that there is none to wait any more.
    ///
    /// @param interest what is completed to lose interest
    static <T> T get(CompletableFuture<T> result, CompletableFuture<?> interest) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof VignetteException told ? told : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            interest.completeExceptionally(Exchange.goneFailure());
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.CLIENT_GONE, "The client has left", e);
        }
    }
}
