package dev.vignette.library;

import dev.vignette.auth.ShareLinks;
import dev.vignette.database.Database;
import dev.vignette.storage.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away, from time to time, what uploads left behind that did not come to their end, files of deleted
/// images, renditions of other versions, and answers and shared links that need not be remembered any longer. Any
/// number of servers may do so at the same time.
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int SOME = 1_000;

    /// For the clocks of others, and for what follows when all has come.
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Database database;
    private final BlobStore blobs;
    private final Shelf shelf;
    private final ResumableUploads resumable;
    private final ShareLinks links;
    private final RenditionStore renditions;
    private final LibraryConfig config;
    private final Duration arrival;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("library-sweeper").daemon().factory());

    /// @param arrival how long a file may be on its way
    Sweeper(
            Database database,
            BlobStore blobs,
            Shelf shelf,
            ResumableUploads resumable,
            ShareLinks links,
            RenditionStore renditions,
            LibraryConfig config,
            Duration arrival,
            Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.shelf = shelf;
        this.resumable = resumable;
        this.links = links;
        this.renditions = renditions;
        this.config = config;
        this.arrival = arrival;
        this.clock = clock;
    }

    void start() {
        long interval = config.sweepInterval().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::attempt, interval, interval, TimeUnit.MILLISECONDS);
    }

    /// One that fails must not be the last.
    private void attempt() {
        try {
            sweep(config.grace());
        } catch (RuntimeException e) {
            LOG.warn("what is left over in the library could not be cleared away", e);
        }
    }

    /// One step after the other, also when one fails, as when the store is away.
    ///
    /// @param grace what is younger stays; zero when nobody else can be adding or removing anything
    void sweep(Duration grace) {
        Instant before = clock.instant().minus(grace);
        // With a grace of zero those of this very millisecond too.
        Instant bound = grace.isZero() ? before.plusMillis(1) : before;
        // The time of files is the system's.
        Instant arrived = Instant.now().minus(grace.isZero() ? Duration.ZERO : arrival.plus(MARGIN));
        var failures = new Failures();
        int expired = failures.of(resumable::sweep);
        int old = failures.of(renditions::sweep);
        int swept = failures.of(() -> shelf.sweep(bound, grace.isZero(), SOME));
        var _ = failures.of(() -> blobs.sweep(arrived));
        int forgotten = failures.of(() -> database.write(
                handle -> Idempotency.forget(handle, clock.instant().minus(config.idempotency()))));
        int ended = failures.of(links::forget);
        if (swept > 0 || forgotten > 0 || expired > 0 || ended > 0 || old > 0) {
            LOG.info(
                    "{} unused files, {} remembered answers, {} unfinished uploads, {} ended links and {} renditions of"
                            + " another version were cleared away",
                    swept,
                    forgotten,
                    expired,
                    ended,
                    old);
        }
        failures.rethrow();
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("clearing away takes too long to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
