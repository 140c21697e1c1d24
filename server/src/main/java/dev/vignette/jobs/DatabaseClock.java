package dev.vignette.jobs;

import dev.vignette.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's time. It is asked for every few seconds; in between goes what `System.nanoTime` counts, which
/// nobody sets. So a server whose own clock is wrong does no harm.
final class DatabaseClock implements JobClock {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration STRANGE = Duration.ofSeconds(10);
    private static final int NANOS_A_MICRO = 1000;

    private final Database database;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("database-clock").daemon().factory());
    private volatile Sample sample;

    /// @param micros of the database since 1970, in the middle of the question
    private record Sample(long micros, long nanoTime) {
        Instant at(long time) {
            long since = micros + Math.floorDiv(time - nanoTime, NANOS_A_MICRO);
            return Instant.EPOCH.plus(Duration.of(since, java.time.temporal.ChronoUnit.MICROS));
        }
    }

    DatabaseClock(Database database) {
        this.database = database;
        this.sample = ask();
        Duration apart = Duration.between(now(), Instant.now()).abs();
        if (apart.compareTo(STRANGE) > 0) {
            LOG.warn("the clocks of this machine and of the database are {} s apart", apart.toSeconds());
        }
        var _ = timer.scheduleWithFixedDelay(this::adjust, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Sample ask() {
        return database.read(handle -> {
            long before = System.nanoTime();
            long micros = handle.createQuery("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)")
                    .mapTo(Long.class)
                    .one();
            return new Sample(micros, before + (System.nanoTime() - before) / 2);
        });
    }

    private void adjust() {
        try {
            sample = ask();
        } catch (RuntimeException e) {
            LOG.debug("the time of the database cannot be had; it goes on by this machine's", e);
        }
    }

    @Override
    public Instant now() {
        return sample.at(System.nanoTime());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
