package dev.vignette.work;

import dev.vignette.auth.Principal;
import dev.vignette.database.ChangeListener;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.delivery.Purging;
import dev.vignette.jobs.Job;
import dev.vignette.jobs.JobFilter;
import dev.vignette.jobs.JobState;
import dev.vignette.jobs.Jobs;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Purges of sources, on all servers that share the database: each is told what one of them purges. A server that did
/// not hear for a while looks which jobs purged meanwhile, and does so too.
final class Purges {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
    private static final String CHANNEL = "purge";
    private static final int MOST = 200;

    /// For the clocks of others, and for jobs that waited long.
    private static final Duration MARGIN = Duration.ofHours(1);

    private final String self = UUID.randomUUID().toString();
    private final Database database;
    private final Jobs jobs;
    private final Purging purging;
    private final Clock clock;
    private volatile Instant heard;

    private Purges(Database database, Jobs jobs, Purging purging, Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.purging = purging;
        this.clock = clock;
        this.heard = clock.instant();
    }

    /// From when this returns on, what others purge is purged here.
    static Purges begin(Database database, Jobs jobs, Purging purging, Clock clock) {
        var purges = new Purges(database, jobs, purging, clock);
        database.changes().subscribe(CHANNEL, purges.listener());
        return purges;
    }

    /// Not on the thread that tells, which others wait for.
    private ChangeListener listener() {
        return new ChangeListener() {
            @Override
            public void changed(String payload) {
                String[] words = payload.split(" ", 2);
                heard = clock.instant();
                if (!words[0].equals(self)) {
                    var _ = Thread.startVirtualThread(() -> purgeToo(words[1]));
                }
            }

            @Override
            public void missed() {
                // Of a file of SQLite there is one server; what else changes it has no caches.
                if (database.dialect() == Dialect.POSTGRESQL) {
                    var _ = Thread.startVirtualThread(Purges.this::catchUp);
                }
            }
        };
    }

    private void purgeToo(String text) {
        try {
            var _ = purging.purge(PurgeKind.purge(Order.parse(text)));
        } catch (RuntimeException e) {
            LOG.error("what another server purged could not be purged here", e);
        }
    }

    private void catchUp() {
        Instant since = heard.minus(MARGIN);
        Instant now = clock.instant();
        try {
            JobFilter filter = JobFilter.ALL
                    .ofKind(PurgeKind.NAME)
                    .in(Set.of(JobState.SUCCEEDED))
                    .between(Optional.of(since), Optional.empty());
            List<Job> missed = jobs.list(filter, Set.of(PurgeKind.NAME), Optional.empty(), MOST);
            missed.stream()
                    .map(job -> Order.parse(job.request()))
                    .filter(PurgeKind::isOfSources)
                    .forEach(order -> purging.purge(PurgeKind.purge(order)));
            heard = now;
        } catch (RuntimeException e) {
            LOG.warn("it is not known what other servers purged meanwhile", e);
        }
    }

    /// Purges here, and has the others do so.
    ///
    /// @return what was removed here
    Purging.Report purge(Order order) {
        Purging.Report report = purging.purge(PurgeKind.purge(order));
        database.write(handle -> {
            JsonObject asked = order.asked().copy();
            asked.remove("callback");
            String told = new Order(asked, Principal.ANONYMOUS, List.of()).text();
            database.changes().publish(handle, CHANNEL, self + " " + told);
            return report;
        });
        return report;
    }
}
