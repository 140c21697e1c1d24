package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final long MILLI = 1_000_000;
    private static final RequestContext CONTEXT = new RequestContext("an-id", new Deadline(Long.MAX_VALUE));

    private final Gate gate = new Gate(100, 1000, QueueOrder.COST);

    private static Task<String> task(long bytes, long millis, long arrivedMillis) {
        return new Task<>(new Cost(bytes, millis * MILLI), _ -> "", CONTEXT, arrivedMillis * MILLI);
    }

    private static Task<String> task(Urgency urgency, long bytes, long millis, long arrivedMillis) {
        var context = new RequestContext("an-id", new Deadline(Long.MAX_VALUE), Trace.NONE, urgency);
        return new Task<>(new Cost(bytes, millis * MILLI), _ -> "", context, arrivedMillis * MILLI);
    }

    private static List<Task<?>> drained(Gate gate) {
        var order = new ArrayList<Task<?>>();
        for (Optional<Task<?>> next = gate.poll(); next.isPresent(); next = gate.poll()) {
            gate.release(next.get());
            order.add(next.get());
        }
        return order;
    }

    @Test
    void poll_cheapBehindTwentyDear_isFirst() {
        var dear = IntStream.range(0, 20).mapToObj(i -> task(500, 100, i)).toList();
        var cheap = task(10, 5, 1000);
        dear.forEach(gate::offer);
        gate.offer(cheap);

        var order = drained(gate);

        assertThat(order.getFirst()).isSameAs(cheap);
        assertThat(order.subList(1, 21)).isEqualTo(dear);
    }

    @Test
    void poll_byArrival_isFirstInFirstOut() {
        var byArrival = new Gate(100, 1000, QueueOrder.ARRIVAL);
        var tasks = List.of(task(10, 100, 0), task(10, 5, 1), task(10, 50, 1), task(10, 1, 2));
        tasks.forEach(byArrival::offer);

        assertThat(drained(byArrival)).isEqualTo(tasks);
    }

    @Test
    void poll_cheapOnesWithoutEnd_dearGetsItsTurn() {
        var dear = task(10, 100_000, 0);
        gate.offer(dear);
        int overtaken = 0;
        for (long now = 1; ; now += 100) {
            gate.offer(task(10, 1, now));
            var next = gate.poll().orElseThrow();
            gate.release(next);
            if (next == dear) {
                break;
            }
            overtaken++;
        }
        assertThat(overtaken).isEqualTo((int) (Gate.MAX_HANDICAP / MILLI / 100));
    }

    @Test
    void poll_memoryTaken_waitsAndLetsNobodyPass() {
        var running = task(600, 1, 0);
        var large = task(500, 1, 1);
        var small = task(1, 1, 2);
        List.of(running, large, small).forEach(gate::offer);
        assertThat(gate.poll()).containsSame(running);

        assertThat(gate.poll()).isEmpty();
        assertThat(gate.reserved()).isEqualTo(600);

        gate.release(running);
        assertThat(gate.poll()).containsSame(large);
        assertThat(gate.poll()).containsSame(small);
        assertThat(gate.reserved()).isEqualTo(501);
    }

    @Test
    void poll_largerThanTheBudget_runsAlone() {
        var huge = task(1_000_000, 1, 1);
        var small = task(1, 1, 0);
        gate.offer(small);
        gate.offer(huge);
        gate.poll();
        assertThat(gate.open()).isFalse();

        gate.release(small);
        gate.offer(task(1, 1, 2));
        assertThat(gate.poll()).containsSame(huge);
        assertThat(gate.reserved()).isEqualTo(1000);
        assertThat(gate.open()).isFalse();
    }

    @Test
    void offer_allPlacesTaken_isRefusedUntilOneLeaves() {
        var small = new Gate(2, 1000, QueueOrder.COST);
        var first = task(1, 1, 0);
        assertThat(small.offer(first)).isTrue();
        assertThat(small.offer(task(1, 1, 0))).isTrue();
        assertThat(small.full()).isTrue();
        assertThat(small.offer(task(1, 1, 0))).isFalse();

        assertThat(small.remove(first)).isTrue();
        assertThat(small.remove(first)).isFalse();
        assertThat(small.offer(task(1, 1, 0))).isTrue();
        assertThat(small.waiting()).isEqualTo(2);
    }

    @Test
    void clear_someWait_givesThemAll() {
        var tasks = List.of(task(1, 1, 0), task(1, 1, 1));
        tasks.forEach(gate::offer);

        assertThat(gate.clear()).containsExactlyElementsOf(tasks);
        assertThat(gate.waiting()).isZero();
        assertThat(gate.poll()).isEmpty();
    }

    @Test
    void poll_allUrgencies_theMostUrgentIsFirstHoweverDear() {
        var backfill = task(Urgency.BACKFILL, 10, 1, 0);
        var upload = task(Urgency.UPLOAD, 10, 1, 1);
        var interactive = task(Urgency.INTERACTIVE, 10, 1, 2);
        var live = task(Urgency.LIVE, 10, 1_000, 3);
        List.of(backfill, upload, interactive, live).forEach(gate::offer);

        assertThat(drained(gate)).containsExactly(live, interactive, upload, backfill);
    }

    @Test
    void poll_liveOnesWithoutEnd_backfillGetsItsTurn() {
        var backfill = task(Urgency.BACKFILL, 10, 0, 0);
        gate.offer(backfill);
        long now = 0;
        Task<?> next;
        do {
            now += 1_000;
            gate.offer(task(Urgency.LIVE, 10, 0, now));
            next = gate.poll().orElseThrow();
            gate.release(next);
        } while (next != backfill);

        assertThat(now).isEqualTo(3 * Gate.URGENCY / MILLI);
    }

    @Test
    void offer_jobs_takeNoPlaceOfLiveOnes() {
        var narrow = new Gate(1, 1000, QueueOrder.COST);
        for (int i = 0; i < 5; i++) {
            assertThat(narrow.offer(task(Urgency.BACKFILL, 10, 1, i))).isTrue();
        }

        assertThat(narrow.offer(task(10, 1, 9))).isTrue();
        assertThat(narrow.offer(task(10, 1, 9))).isFalse();
        assertThat(narrow.live()).isEqualTo(1);
    }

    @Test
    void poll_jobsHaveHalfOfTheMemory_liveOnesPassThem() {
        var first = task(Urgency.BACKFILL, 400, 1, 0);
        var second = task(Urgency.BACKFILL, 200, 1, 0);
        List.of(first, second).forEach(gate::offer);
        assertThat(gate.poll()).containsSame(first);
        assertThat(gate.poll()).isEmpty();

        var live = task(500, 1, 100_000);
        gate.offer(live);
        assertThat(gate.openToLive()).isTrue();
        assertThat(gate.poll()).containsSame(live);
        assertThat(gate.runningJobs()).isEqualTo(1);

        gate.release(first);
        assertThat(gate.poll()).containsSame(second);
    }

    @Test
    void poll_oneJobLargerThanTheHalf_runsWhenNoOtherJobDoes() {
        var large = task(Urgency.UPLOAD, 900, 1, 0);
        gate.offer(large);

        assertThat(gate.poll()).containsSame(large);
    }
}
