package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// The platform threads on which images are decoded and encoded: native calls would pin the carriers of virtual ones,
/// and more threads than cores would only take turns. The queue before them is bounded, and nobody waits in it past
/// the deadline of the request.
final class CodecPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    /// As many as there are workers: no work ends its thread.
    private final Queue<Thread> codecThreads = new ConcurrentLinkedQueue<>();

    /// @param endThread what each thread does last
    CodecPool(int workers, int queue, Runnable endThread) {
        ThreadFactory factory = Thread.ofPlatform().name("codec-", 0).factory();
        threads =
                new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), work -> {
                    Thread thread = factory.newThread(() -> {
                        try {
                            work.run();
                        } finally {
                            endThread.run();
                        }
                    });
                    codecThreads.add(thread);
                    return thread;
                });
    }

    /// What work gave, and how long it waited for its thread.
    record Outcome<T>(T value, Duration waited) {}

    /// Does the work on a codec thread while the calling thread waits.
    ///
    /// @throws VignetteException `QUEUE_FULL` when nothing more may wait, `OVERLOADED` when the deadline passes,
    ///     and whatever the work throws
    <T> Outcome<T> run(Callable<T> work) {
        RequestContext context = RequestContext.current();
        long asked = System.nanoTime();
        var started = new AtomicBoolean();
        var task = new FutureTask<Outcome<T>>(() -> {
            started.set(true);
            Duration waited = Duration.ofNanos(System.nanoTime() - asked);
            return ScopedValue.where(RequestContext.CURRENT, context).call(() -> new Outcome<>(work.call(), waited));
        });
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            ErrorCode code = threads.isShutdown() ? ErrorCode.SHUTTING_DOWN : ErrorCode.QUEUE_FULL;
            throw new VignetteException(code, "No room for one more image at the moment", e);
        }
        return await(task, context, started);
    }

    private <T> Outcome<T> await(FutureTask<Outcome<T>> task, RequestContext context, AtomicBoolean started) {
        try {
            return task.get(context.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(task);
            String where =
                    started.get() ? "The image took too long to convert" : "The image waited too long to be converted";
            throw new VignetteException(ErrorCode.OVERLOADED, where, e);
        } catch (InterruptedException e) {
            abandon(task);
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was given up", e);
        } catch (CancellationException e) {
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was given up", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new VignetteException(ErrorCode.INTERNAL, "The image could not be converted", e.getCause());
        }
    }

    /// Takes the work out of the queue; where it runs already, its result is dropped.
    private void abandon(FutureTask<?> task) {
        task.cancel(false);
        threads.remove(task);
    }

    /// Work that waits for a thread.
    int waiting() {
        return threads.getQueue().size();
    }

    /// Work under way.
    int running() {
        return threads.getActiveCount();
    }

    /// Lets what is under way end, and the threads with it.
    @Override
    public void close() {
        threads.close();
        try {
            for (Thread thread : codecThreads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
