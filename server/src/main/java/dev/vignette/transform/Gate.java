package dev.vignette.transform;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Admission: work waits here until it is its turn and the memory it will take is free. Not safe for use by
/// several threads at once.
///
/// **Order.** A task is ordered as if it had come [#HANDICAP] times its own estimated work later than it did,
/// but [#MAX_HANDICAP] at most. The place is settled at arrival, so that it only ever moves forward: a cheap
/// task overtakes the dear ones that came shortly before it, and none that has waited for its handicap is
/// overtaken by anybody. Who is less urgent than a live request comes later by [#URGENCY] for each step: so live
/// requests go first, then the jobs that somebody waits for, and so on; but what has waited for its steps stands
/// where a live request stands that has just come.
///
/// **Memory.** The first in the order waits until its bytes are free, and nobody passes it meanwhile: small
/// ones would else take for ever what it waits for. What is larger than the whole budget, and was not refused
/// for that, counts as the whole and runs alone. Jobs take no more than half of it together, or one alone what it
/// needs; live requests pass those that wait for that half.
final class Gate {
    /// A photograph of 24 megapixels, 75 ms of work, stands back behind the web images of 5 ms that come in the
    /// 3.5 s after it: longer than twenty such photographs take.
    static final long HANDICAP = 50;

    /// A third of the time that a request has by default, so that also the dearest gets its turn in time.
    static final long MAX_HANDICAP = 10_000_000_000L;

    /// More than the handicap of any work.
    static final long URGENCY = 2 * MAX_HANDICAP;

    private final int places;
    private final long budget;
    private final QueueOrder order;
    private final TreeMap<Turn, Task<?>> waiting =
            new TreeMap<>(Comparator.comparingLong(Turn::key).thenComparingLong(Turn::number));
    private final Map<Task<?>, Turn> turns = new HashMap<>();
    private long number;
    private long reserved;
    private long reservedByJobs;
    private int runningJobs;
    private int live;

    /// @param number of the task, which settles a draw
    private record Turn(long key, long number) {}

    /// @param places for live ones that wait; of the others there are as many as have a worker
    /// @param budget of bytes for those that were let through
    Gate(int places, long budget, QueueOrder order) {
        this.places = places;
        this.budget = budget;
        this.order = order;
    }

    /// Lets a task wait.
    ///
    /// @return false when no place is free
    boolean offer(Task<?> task) {
        if (task.live() && full()) {
            return false;
        }
        long handicap = order == QueueOrder.ARRIVAL ? 0 : handicap(task.cost);
        var turn = new Turn(task.arrived + handicap + URGENCY * task.urgency().steps(), number++);
        turns.put(task, turn);
        waiting.put(turn, task);
        live += task.live() ? 1 : 0;
        return true;
    }

    private static long handicap(Cost cost) {
        return HANDICAP * Math.min(cost.nanos(), MAX_HANDICAP / HANDICAP);
    }

    /// Lets the first task through and reserves its bytes, when they are free.
    Optional<Task<?>> poll() {
        Optional<Task<?>> first = next();
        first.ifPresent(task -> {
            boolean _ = remove(task);
            reserved += bytes(task);
            if (!task.live()) {
                reservedByJobs += bytes(task);
                runningJobs++;
            }
        });
        return first;
    }

    /// The task that may go: the first, or the first live one when that is a job and jobs have their half.
    private Optional<Task<?>> next() {
        for (Task<?> task : waiting.values()) {
            boolean among = task.live() || reservedByJobs == 0 || reservedByJobs + bytes(task) <= budget / 2;
            if (among) {
                return reserved + bytes(task) <= budget ? Optional.of(task) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Whether a task may go.
    boolean open() {
        return next().isPresent();
    }

    /// Whether a live one may go.
    boolean openToLive() {
        return next().filter(Task::live).isPresent();
    }

    /// Gives back what a task that was let through has reserved.
    void release(Task<?> task) {
        reserved -= bytes(task);
        if (!task.live()) {
            reservedByJobs -= bytes(task);
            runningJobs--;
        }
    }

    /// Takes a task out that need not be done any more.
    ///
    /// @return false when it does not wait here
    boolean remove(Task<?> task) {
        Turn turn = turns.remove(task);
        if (turn == null) {
            return false;
        }
        live -= task.live() ? 1 : 0;
        return waiting.remove(turn) != null;
    }

    /// Takes all tasks out.
    List<Task<?>> clear() {
        List<Task<?>> all = List.copyOf(waiting.values());
        waiting.clear();
        turns.clear();
        live = 0;
        return all;
    }

    private long bytes(Task<?> task) {
        return Math.min(task.cost.bytes(), budget);
    }

    boolean full() {
        return live >= places;
    }

    /// Live ones that wait.
    int live() {
        return live;
    }

    /// Jobs that were let through and are not over.
    int runningJobs() {
        return runningJobs;
    }

    int waiting() {
        return waiting.size();
    }

    long reserved() {
        return reserved;
    }
}
