package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ProcStatTest {
    @Test
    void ticks_commandWithSpacesAndParentheses_sumsOwnAndReapedChildren() {
        String stat = "4242 (a b) c)) S 1 2 3 4 5 6 7 8 9 10 100 20 3 4 20 0 11 0 99 1000 50 18446744073709551615";

        assertThat(ProcStat.ticks(stat)).isEqualTo(127);
    }

    @Test
    void ticks_processGone_isZero() {
        assertThat(ProcStat.ticks("")).isZero();
    }

    @Test
    void busyTicks_firstLine_leavesOutIdleWaitingAndGuests() {
        String stat = "cpu  1 2 4 1000 2000 8 16 32 4000 8000\ncpu0 9 9 9 9 9 9 9 9 9 9\n";

        assertThat(ProcStat.busyTicks(stat)).isEqualTo(63);
    }

    @Test
    void kibibytes_keyAmongOthers_isItsValue() {
        String status = "Name:\tjava\nVmHWM:\t  234567 kB\nVmRSS:\t  123456 kB\n";

        assertThat(ProcStat.kibibytes(status, "VmRSS")).isEqualTo(123_456);
        assertThat(ProcStat.kibibytes(status, "VmSwap")).isZero();
    }

    /// Its time-out is the failure: a clock that stands still.
    @Test
    @Timeout(60)
    void cpu_ownProcessAfterWork_grows() throws Exception {
        Duration before = ProcStat.cpu(ProcessHandle.current());
        while (ProcStat.cpu(ProcessHandle.current()).compareTo(before) <= 0) {
            Thread.onSpinWait(); // the work
        }

        assertThat(ProcStat.resident(ProcessHandle.current())).isGreaterThan(1024);
    }
}
