package dev.vignette;

import dev.vignette.config.ConfigException;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is made when it is first asked for. When that fails it is tried again after a moment by
/// whoever asks then; until then all are told the same.
final class Once<T> implements Supplier<T> {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<T> making;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T made;
    private Optional<Failure> last = Optional.empty();

    Once(Supplier<T> making) {
        this.making = making;
    }

    private record Failure(VignetteException reason, long nanoTime) {}

    /// @throws VignetteException when it cannot be made, or takes too long to be
    @Override
    public T get() {
        T present = made;
        return present != null ? present : await();
    }

    /// What was made, if it was.
    Optional<T> peek() {
        return Optional.ofNullable(made);
    }

    private T await() {
        try {
            if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new VignetteException(ErrorCode.OVERLOADED, "The library is still being opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
        }
        try {
            T present = made;
            return present != null ? present : make();
        } finally {
            lock.unlock();
        }
    }

    private T make() {
        if (last.isPresent() && System.nanoTime() - last.get().nanoTime() < MOMENT.toNanos()) {
            throw last.get().reason();
        }
        try {
            T present = making.get();
            made = present;
            return present;
        } catch (VignetteException e) {
            last = Optional.of(new Failure(e, System.nanoTime()));
            throw e;
        } catch (ConfigException e) {
            var failure = new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The library cannot be opened", e);
            last = Optional.of(new Failure(failure, System.nanoTime()));
            throw failure;
        }
    }
}
