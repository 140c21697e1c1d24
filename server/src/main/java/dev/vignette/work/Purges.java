package dev.vignette.work;

import dev.vignette.auth.Principal;
import dev.vignette.cache.Purge;
import dev.vignette.database.ChangeListener;
import dev.vignette.database.Database;
import dev.vignette.delivery.Purging;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Purges of sources, on all servers that share the database: each reads from a log what the others purged, when it is
/// told of something new, and each minute. Its caches are there again after a restart, and so is its place in the log:
/// what was purged meanwhile is purged then. Whose place is no longer in the log, since it was away for long, purges
/// all; so does who cannot do one of the purges, however often it is tried within a minute.
final class Purges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
    private static final String CHANNEL = "purge";
    private static final int PAGE = 200;
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// For how long a purge is tried again that fails.
    private static final Duration TRYING = Duration.ofMinutes(1);

    private final String self = UUID.randomUUID().toString();
    private final Database database;
    private final Purging purging;
    private final PurgePlace kept;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final Thread reading = Thread.ofVirtual().name("purges").unstarted(this::read);
    private final AtomicLong givenUp = new AtomicLong();

    /// Of the thread that reads.
    private Optional<Trouble> trouble = Optional.empty();

    /// How far it came since the start, also when that could not be written.
    private Optional<PurgePlace.Place> came = Optional.empty();

    /// Whether the file tells of less.
    private boolean behind;

    private volatile boolean closed;

    private Purges(Database database, Purging purging, Path dataDir, Clock clock) {
        this.database = database;
        this.purging = purging;
        this.kept = new PurgePlace(dataDir.resolve("purged"));
        this.clock = clock;
    }

    /// Begins to purge here what others purge, and what they purged since this server was last there.
    ///
    /// @param dataDir where the caches are
    static Purges begin(Database database, Purging purging, Path dataDir, Clock clock) {
        var purges = new Purges(database, purging, dataDir, clock);
        database.changes().subscribe(CHANNEL, purges.listener());
        purges.reading.start();
        return purges;
    }

    /// A purge that fails.
    private record Trouble(long seq, Instant since) {}

    /// How many purges of others could not be done here.
    long givenUp() {
        return givenUp.get();
    }

    /// Not on the thread that tells, which others wait for.
    private ChangeListener listener() {
        return new ChangeListener() {
            @Override
            public void changed(String payload) {
                news.release();
            }

            @Override
            public void missed() {
                news.release();
            }
        };
    }

    private void read() {
        try {
            Duration patience = PATIENCE;
            while (!closed) {
                news.drainPermits();
                Duration pause = EVERY;
                try {
                    catchUp();
                    patience = PATIENCE;
                } catch (IOException | RuntimeException e) { // whatever it is, the next time may do better
                    pause = patience;
                    patience = longer(patience);
                    tell(e);
                }
                var _ = news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(EVERY) < 0 ? doubled : EVERY;
    }

    private void tell(Exception failure) {
        if (!closed) {
            LOG.warn(
                    "what other servers purged is not known, or cannot be purged here; tried again: {}",
                    failure.getMessage());
            LOG.debug("the failure", failure);
        }
    }

    private void catchUp() throws IOException {
        PurgeLog.Head head = head();
        Optional<PurgePlace.Place> place = came.isPresent() ? came : kept.read();
        long last = place.map(PurgePlace.Place::seq).orElse(0L);
        if (last > head.seq()
                || place.filter(it -> !it.log().equals(head.name())).isPresent()) {
            purgeAll(head); // of another database, or of one from before a backup
            return;
        }
        long began = last;
        while (last < head.seq() && !closed) {
            long from = last;
            List<PurgeLog.Entry> page = database.read(handle -> PurgeLog.after(handle, from, PAGE));
            if (page.isEmpty() || page.getFirst().seq() > last + 1) {
                purgeAll(head);
                return;
            }
            last = take(head, page, from);
        }
        if (last > began) {
            Instant before = clock.instant().minus(KEPT);
            var _ = database.write(handle -> PurgeLog.removeBefore(handle, before));
        }
        if (behind) {
            note(came.orElseThrow());
        }
    }

    /// Notes how far it came, also when the next one fails: what was done is not done again.
    private long take(PurgeLog.Head head, List<PurgeLog.Entry> page, long from) throws IOException {
        long last = from;
        try {
            for (PurgeLog.Entry entry : page) {
                if (!entry.node().equals(self)) {
                    purge(entry);
                }
                last = entry.seq();
            }
        } catch (RuntimeException e) {
            noteBeside(e, new PurgePlace.Place(head.name(), last));
            throw e;
        }
        note(new PurgePlace.Place(head.name(), last));
        return last;
    }

    /// What cannot be written counts all the same for as long as this server runs.
    private void note(PurgePlace.Place place) throws IOException {
        came = Optional.of(place);
        behind = true;
        kept.write(place);
        behind = false;
    }

    private void noteBeside(RuntimeException failure, PurgePlace.Place place) {
        try {
            note(place);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void purgeAll(PurgeLog.Head head) throws IOException {
        LOG.info("what was purged since this server was last there is no longer known: it purges all");
        var _ = purging.purge(new Purge.All());
        note(new PurgePlace.Place(head.name(), head.seq()));
    }

    private PurgeLog.Head head() {
        PurgeLog.Head head = database.read(PurgeLog::head);
        if (!head.name().isEmpty()) {
            return head;
        }
        var _ = database.write(PurgeLog::name);
        return database.read(PurgeLog::head);
    }

    private void purge(PurgeLog.Entry entry) {
        try {
            var _ = purging.purge(PurgeKind.purge(Order.parse(entry.request())));
        } catch (RuntimeException e) {
            var here = trouble.filter(known -> known.seq() == entry.seq())
                    .orElseGet(() -> new Trouble(entry.seq(), clock.instant()));
            trouble = Optional.of(here);
            if (clock.instant().isBefore(here.since().plus(TRYING))) {
                throw e;
            }
            giveUp(entry, e);
        }
    }

    /// What is purged in vain must not hold up all that comes after it. More than was asked for is purged in its place.
    private void giveUp(PurgeLog.Entry entry, RuntimeException why) {
        givenUp.incrementAndGet();
        LOG.error("the purge {} cannot be done here; all is purged in its place", entry.seq(), why);
        try {
            var _ = purging.purge(new Purge.All());
        } catch (RuntimeException e) {
            LOG.error("nor can all be purged: what is no longer to be shown may be shown until it is of no use", e);
        }
    }

    /// Purges here, and has the others do so.
    ///
    /// @return what was removed here
    Purging.Report purge(Order order) {
        Purging.Report report = purging.purge(PurgeKind.purge(order));
        JsonObject asked = order.asked().copy();
        asked.remove("callback");
        String told = new Order(asked, Principal.ANONYMOUS, List.of()).text();
        return database.write(handle -> {
            PurgeLog.add(handle, self, told, clock.instant());
            database.changes().publish(handle, CHANNEL, "");
            return report;
        });
    }

    @Override
    public void close() {
        closed = true;
        news.release();
        try {
            var _ = reading.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
