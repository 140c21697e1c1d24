package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HttpDateTest {
    @Test
    void of_time_isAnImfFixdate() {
        assertThat(HttpDate.of(Instant.parse("2026-01-02T03:04:05.6Z"))).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(HttpDate.of(Instant.parse("1994-11-06T08:49:37Z"))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void now_withinASecond_isWrittenOnce() {
        var clock = new TestClock();
        var date = new DateHeader(clock);
        CharSequence first = date.now();

        clock.advance(Duration.ofMillis(999));
        assertThat(date.now()).isSameAs(first).hasToString("Thu, 01 Jan 2026 00:00:00 GMT");

        clock.advance(Duration.ofMillis(1));
        assertThat(date.now()).hasToString("Thu, 01 Jan 2026 00:00:01 GMT");
    }
}
