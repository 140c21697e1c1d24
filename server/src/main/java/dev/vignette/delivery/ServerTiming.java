package dev.vignette.delivery;

import dev.vignette.transform.Timings;
import java.time.Duration;
import java.util.Locale;

/// The value of the `Server-Timing` header: where the time of one answer went, in milliseconds.
final class ServerTiming {
    private ServerTiming() {}

    static final String HIT = "cache;desc=hit";
    static final String DISK = "cache;desc=disk";
    static final String STORED = "cache;desc=stored";
    static final String COLLAPSED = "cache;desc=collapsed";

    static String of(Duration fetch, Timings timings) {
        return String.join(
                ", ",
                stage("queue", timings.queue()),
                stage("fetch", fetch),
                stage("decode", timings.decode()),
                stage("resize", timings.resize()),
                stage("encode", timings.encode()));
    }

    private static String stage(String name, Duration duration) {
        return String.format(Locale.ROOT, "%s;dur=%.1f", name, duration.toNanos() / 1e6);
    }
}
