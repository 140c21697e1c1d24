package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// The parts of a fetch that are waited for, and what a client is told when one of them fails. The cause goes to no
/// client: it may name addresses.
enum Phase {
    RESOLVE("The name of the source does not resolve", "The name of the source took too long to resolve"),
    CONNECT("No connection to the source could be made", "The source took too long to connect to"),
    ANSWER("The source gave no proper answer", "The source took too long to answer"),
    BODY("The source broke off its answer", "The source took too long to send its answer");

    private final String failed;
    private final String late;

    Phase(String failed, String late) {
        this.failed = failed;
        this.late = late;
    }

    /// Blocks the (virtual) thread until the result is there.
    ///
    /// @throws VignetteException `SOURCE_TIMEOUT` after `limit`, `SOURCE_FAILED` for any failure that is not itself
    ///     a `VignetteException`, `SHUTTING_DOWN` when the thread is interrupted, which it then still is
    <T> T await(CompletionStage<T> result, Duration limit) {
        try {
            return result.toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new VignetteException(ErrorCode.SOURCE_TIMEOUT, late, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw failure(Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    /// Blocks the (virtual) thread until the queue has something to take; fails as [#await] does.
    <T> T take(BlockingQueue<T> queue, Duration limit) {
        try {
            T next = queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new VignetteException(ErrorCode.SOURCE_TIMEOUT, late);
            }
            return next;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// What an interrupt means: nobody waits for this source any more.
    static VignetteException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
    }

    /// What a client is told of this cause.
    VignetteException failure(Throwable cause) {
        if (cause instanceof VignetteException known) {
            return known;
        }
        if (Stream.iterate(cause, t -> t != null, Throwable::getCause).anyMatch(Phase::tellsOfTime)) {
            return new VignetteException(ErrorCode.SOURCE_TIMEOUT, late, cause);
        }
        String detail = cause instanceof SSLException ? failed + " over TLS" : failed;
        return new VignetteException(ErrorCode.SOURCE_FAILED, detail, cause);
    }

    private static boolean tellsOfTime(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof ConnectTimeoutException
                || cause instanceof SslHandshakeTimeoutException
                || cause instanceof DnsNameResolverTimeoutException;
    }
}
