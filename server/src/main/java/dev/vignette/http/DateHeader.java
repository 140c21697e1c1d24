package dev.vignette.http;

import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.Instant;

/// The value of the `Date` header (RFC 9110, section 6.6.1): written once a second, for the thousands of answers that
/// share it.
final class DateHeader {
    private final Clock clock;
    private volatile Written last = Written.at(0);

    DateHeader(Clock clock) {
        this.clock = clock;
    }

    private record Written(long second, CharSequence text) {
        static Written at(long second) {
            return new Written(second, AsciiString.of(HttpDate.of(Instant.ofEpochSecond(second))));
        }
    }

    CharSequence now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Written written = last;
        if (written.second != second) {
            written = Written.at(second);
            last = written; // whoever does the same at the same time writes the same
        }
        return written.text;
    }
}
