package dev.vignette.jobs;

import java.time.Instant;
import java.time.InstantSource;

/// The time that all servers agree on.
interface JobClock extends AutoCloseable {
    Instant now();

    @Override
    void close();

    /// Of a database that one process has for itself.
    static JobClock of(InstantSource source) {
        return new JobClock() {
            @Override
            public Instant now() {
                return source.instant();
            }

            @Override
            public void close() {}
        };
    }
}
