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
/// overtaken by anybody.
///
/// **Memory.** The first in the order waits until its bytes are free, and nobody passes it meanwhile: small
/// ones would else take for ever what it waits for. What is larger than the whole budget, and was not refused
/// for that, counts as the whole and runs alone.
final class Gate {
    /// A photograph of 24 megapixels, 75 ms of work, stands back behind the web images of 5 ms that come in the
    /// 3.5 s after it: longer than twenty such photographs take.
    static final long HANDICAP = 50;

    /// A third of the time that a request has by default, so that also the dearest gets its turn in time.
    static final long MAX_HANDICAP = 10_000_000_000L;

    private final int places;
    private final long budget;
    private final QueueOrder order;
    private final TreeMap<Turn, Task<?>> waiting =
            new TreeMap<>(Comparator.comparingLong(Turn::key).thenComparingLong(Turn::number));
    private final Map<Task<?>, Turn> turns = new HashMap<>();
    private long number;
    private long reserved;

    /// @param number of the task, which settles a draw
    private record Turn(long key, long number) {}

    /// @param places for those that wait
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
        if (full()) {
            return false;
        }
        long handicap = order == QueueOrder.ARRIVAL ? 0 : handicap(task.cost);
        var turn = new Turn(task.arrived + handicap, number++);
        turns.put(task, turn);
        waiting.put(turn, task);
        return true;
    }

    private static long handicap(Cost cost) {
        return HANDICAP * Math.min(cost.nanos(), MAX_HANDICAP / HANDICAP);
    }

    /// Lets the first task through and reserves its bytes, when they are free.
    Optional<Task<?>> poll() {
        if (!open()) {
            return Optional.empty();
        }
        Task<?> first = waiting.pollFirstEntry().getValue();
        turns.remove(first);
        reserved += bytes(first);
        return Optional.of(first);
    }

    /// Whether the first task may go.
    boolean open() {
        return !waiting.isEmpty() && reserved + bytes(waiting.firstEntry().getValue()) <= budget;
    }

    /// Gives back what a task that was let through has reserved.
    void release(Task<?> task) {
        reserved -= bytes(task);
    }

    /// Takes a task out that need not be done any more.
    ///
    /// @return false when it does not wait here
    boolean remove(Task<?> task) {
        Turn turn = turns.remove(task);
        return turn != null && waiting.remove(turn) != null;
    }

    /// Takes all tasks out.
    List<Task<?>> clear() {
        List<Task<?>> all = List.copyOf(waiting.values());
        waiting.clear();
        turns.clear();
        return all;
    }

    private long bytes(Task<?> task) {
        return Math.min(task.cost.bytes(), budget);
    }

    boolean full() {
        return waiting.size() >= places;
    }

    int waiting() {
        return waiting.size();
    }

    long reserved() {
        return reserved;
    }
}
