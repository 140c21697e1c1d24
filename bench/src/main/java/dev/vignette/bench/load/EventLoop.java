package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// One thread that waits for sockets and for moments, so that thousands of clients take little of the machine.
///
/// A moment comes up to a millisecond late: the selector's clock is no finer.
final class EventLoop implements AutoCloseable {
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final Selector selector = Selector.open();
    private final PriorityQueue<Moment> moments = new PriorityQueue<>(Comparator.comparingLong(Moment::at));

    EventLoop() throws IOException {}

    private record Moment(long at, Runnable task) {}

    /// Runs the task once [System#nanoTime] has reached `nanos`.
    void at(long nanos, Runnable task) {
        moments.add(new Moment(nanos, task));
    }

    /// Runs the task each time the channel is ready for one of the key's operations.
    SelectionKey register(SocketChannel channel, int operations, Runnable ready) throws IOException {
        return channel.register(selector, operations, ready);
    }

    /// Works until `done` says so.
    void run(BooleanSupplier done) throws IOException, InterruptedException {
        while (!done.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            runDue();
            long wait = waitMillis();
            if (wait == 0) {
                selector.selectNow(EventLoop::ready);
            } else {
                selector.select(EventLoop::ready, wait);
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }

    private static void ready(SelectionKey key) {
        ((Runnable) key.attachment()).run();
    }

    private void runDue() {
        long now = System.nanoTime();
        for (Moment next = moments.peek(); next != null && next.at() <= now; next = moments.peek()) {
            moments.remove();
            next.task().run();
        }
    }

    /// Rounded up, so that the loop does not spin through the last part of a millisecond.
    private long waitMillis() {
        Moment next = moments.peek();
        if (next == null) {
            return LONGEST_WAIT_MILLIS;
        }
        long nanos = next.at() - System.nanoTime();
        return Math.clamp((nanos + 999_999) / 1_000_000, 0, LONGEST_WAIT_MILLIS);
    }
}
