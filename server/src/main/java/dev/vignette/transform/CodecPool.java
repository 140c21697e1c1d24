package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The platform threads on which images are decoded and encoded: native calls would pin the carriers of virtual
/// ones. Each takes its work from the gate by itself when it is free, so nothing queues up behind the gate.
///
/// The number of threads follows the work, between two bounds: [#tick] adds some while work waits and the
/// processor has room, and ends those that had nothing to do for a while. The thread that was idle last is used
/// first, so that those not needed stay idle.
///
/// It is long because the threads, the gate and the health all stand under one lock, and are read best together.
final class CodecPool implements AutoCloseable {
    /// After this time without work a thread ends.
    static final Duration IDLE = Duration.ofSeconds(30);

    private final CodecConfig config;
    private final Runnable endThread;
    private final LongSupplier clock;
    private final Growth growth;
    private final Thread.Builder threads = Thread.ofPlatform().name("codec-", 0);

    private final ReentrantLock lock = new ReentrantLock();
    private final Gate gate;
    private final Allowance allowance;
    private final Set<Worker> workers = new HashSet<>();
    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private final Pace pace = new Pace();
    private volatile Runnable taken = () -> {};
    /// When work was last begun or ended.
    private long progress;
    private boolean closed;

    /// @param endThread what each thread does last
    /// @param clock as `System.nanoTime`
    CodecPool(CodecConfig config, Runnable endThread, LongSupplier clock, Growth growth) {
        this.config = config;
        this.endThread = endThread;
        this.clock = clock;
        this.growth = growth;
        this.gate = new Gate(config.queue(), config.budget(), config.order());
        this.allowance = config.allowance();
    }

    /// Does the work on a codec thread while the calling thread waits. When that is interrupted, or the
    /// deadline of the request passes, the work leaves the queue or is stopped.
    ///
    /// @throws VignetteException `TOO_MUCH_WORK` when it would cost more than is allowed, `QUEUE_FULL` when nothing
    ///     more may wait, `OVERLOADED` when the deadline passes or would, `SHUTTING_DOWN` when the caller is
    ///     interrupted or the pool closed, and whatever the work throws
    <T> Task.Outcome<T> run(Cost cost, Task.Work<T> work) {
        allowance.check(cost, RequestContext.current().deadline());
        var task = new Task<>(cost, work, RequestContext.current(), clock.getAsLong());
        enter(task);
        try {
            return task.await();
        } catch (TimeoutException e) {
            boolean started = task.running();
            abandon(task);
            String where = started ? "The image took too long to convert" : "The image waited too long to be converted";
            throw new VignetteException(ErrorCode.OVERLOADED, where, e);
        } catch (InterruptedException e) {
            abandon(task);
            Thread.currentThread().interrupt();
            throw Task.givenUp(e);
        }
    }

    private void enter(Task<?> task) {
        lock.lock();
        try {
            if (closed) {
                throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The server is about to end");
            }
            if (!gate.offer(task)) {
                throw new VignetteException(ErrorCode.QUEUE_FULL, "No room for one more image at the moment");
            }
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    private void abandon(Task<?> task) {
        lock.lock();
        try {
            if (gate.remove(task)) {
                dispatch(); // it may have been the one that all waited for
            }
        } finally {
            lock.unlock();
        }
        task.giveUp();
    }

    /// Leads what the gate lets through to threads that have nothing to do, or that there are too few of.
    private void dispatch() {
        while (gate.open() && (!idle.isEmpty() || workers.size() < allowed())) {
            Worker worker = idle.isEmpty() ? hire() : idle.pop();
            gate.poll().ifPresent(worker::take);
        }
    }

    /// How many threads there may be without a look at the processor: a live request waits for no job, but is done
    /// beside it.
    private int allowed() {
        return gate.openToLive() ? Math.min(config.most(), config.least() + gate.runningJobs()) : config.least();
    }

    private Worker hire() {
        var worker = new Worker();
        worker.thread.start(); // it comes no further than the lock
        workers.add(worker);
        alive.add(worker.thread);
        return worker;
    }

    /// Fits the number of threads to the work; to be called every half second.
    void tick() {
        List<Task<?>> cancelled = new ArrayList<>();
        lock.lock();
        try {
            long now = clock.getAsLong();
            while (workers.size() > config.least()
                    && !idle.isEmpty()
                    && now - idle.getLast().idleSince >= IDLE.toNanos()) {
                idle.removeLast().leave();
            }
            // More threads are of no use to work that waits for memory.
            int wanted = growth.wanted(gate.open() ? gate.waiting() : 0, workers.size());
            for (int room = config.most() - workers.size(); wanted > 0 && room > 0; wanted--, room--) {
                Worker worker = hire();
                gate.poll().ifPresent(worker::take);
            }
            workers.forEach(worker -> worker.current().ifPresent(cancelled::add));
        } finally {
            lock.unlock();
        }
        // A computation that started just then may not have noticed.
        cancelled.stream()
                .map(task -> task.cancellation)
                .filter(Cancellation::cancelled)
                .forEach(Cancellation::cancel);
    }

    /// Whether no more waits than one conversion for each thread there is, or may always be.
    boolean hungry() {
        lock.lock();
        try {
            return gate.live() < Math.max(workers.size(), config.least());
        } finally {
            lock.unlock();
        }
    }

    /// @param listener called without the lock by each thread that takes work; must not throw
    void whenTaken(Runnable listener) {
        taken = listener;
    }

    /// Why nothing goes on here, when that is so.
    Optional<String> stuck() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            long patience = config.stuckAfter().toNanos();
            long busy = workers.stream()
                    .flatMap(worker -> worker.current().stream())
                    .filter(task -> now - task.started() > patience)
                    .count();
            String time = "for more than " + config.stuckAfter().toSeconds() + " s";
            if (busy >= config.most()) {
                return Optional.of("Every codec thread has been at one image " + time);
            }
            if (gate.waiting() > 0 && now - progress > patience) {
                return Optional.of((gate.full() ? "The queue is full" : "Images wait")
                        + ", and none was begun or finished " + time);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// How long it will take until so many conversions have been done, at the pace of late; zero when nothing is
    /// known of it. Those that are not here yet count only while enough others are: else nobody waits for threads.
    Duration expectedWait(int conversions) {
        lock.lock();
        try {
            int ahead = hungry() ? gate.live() : Math.max(gate.live(), conversions);
            return Duration.ofNanos(ahead * pace.interval());
        } finally {
            lock.unlock();
        }
    }

    /// What the pool does at a moment.
    ///
    /// @param workers threads there are
    /// @param waiting work that waits for a thread
    /// @param running work under way
    /// @param reserved bytes that are set aside for it
    record State(int workers, int waiting, int running, long reserved) {}

    State state() {
        lock.lock();
        try {
            return new State(workers.size(), gate.waiting(), workers.size() - idle.size(), gate.reserved());
        } finally {
            lock.unlock();
        }
    }

    /// Gives up all work there is; those that wait for it are told.
    void cancel() {
        List<Task<?>> all;
        lock.lock();
        try {
            all = new ArrayList<>(gate.clear());
            workers.forEach(worker -> worker.current().ifPresent(all::add));
        } finally {
            lock.unlock();
        }
        all.forEach(Task::giveUp);
    }

    /// Takes no more work, lets what there is end, and the threads with it.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (!idle.isEmpty()) {
                idle.pop().leave();
            }
        } finally {
            lock.unlock();
        }
        try {
            while (!alive.isEmpty()) {
                for (Thread thread : alive) {
                    thread.join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One thread. Its fields are guarded by the lock of the pool.
    private final class Worker implements Runnable {
        private final Condition called = lock.newCondition();
        private final Thread thread = threads.unstarted(this);
        private @Nullable Task<?> task;
        private boolean leaving;
        private long idleSince;

        void take(Task<?> next) {
            progress = clock.getAsLong();
            next.start(progress);
            task = next;
            called.signal();
        }

        void leave() {
            leaving = true;
            workers.remove(this);
            called.signal();
        }

        Optional<Task<?>> current() {
            return Optional.ofNullable(task);
        }

        @Override
        public void run() {
            try {
                for (Task<?> next = next(); next != null; next = next()) {
                    taken.run();
                    next.run();
                    done(next);
                }
            } finally {
                endThread.run();
                alive.remove(thread);
            }
        }

        private @Nullable Task<?> next() {
            lock.lock();
            try {
                if (task == null) {
                    gate.poll().ifPresent(this::take);
                }
                dispatch(); // what was given back may be enough for more than one
                if (task == null && closed) {
                    workers.remove(this);
                    return null;
                }
                if (task == null) {
                    idleSince = clock.getAsLong();
                    idle.push(this);
                }
                while (task == null && !leaving) {
                    called.awaitUninterruptibly();
                }
                return task;
            } finally {
                lock.unlock();
            }
        }

        private void done(Task<?> ended) {
            lock.lock();
            try {
                task = null;
                gate.release(ended);
                progress = clock.getAsLong();
                pace.finished(progress, gate.waiting() > 0);
                growth.record(ended.waited(), progress - ended.started());
            } finally {
                lock.unlock();
            }
        }
    }
}
