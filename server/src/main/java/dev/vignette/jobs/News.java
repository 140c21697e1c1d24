package dev.vignette.jobs;

import dev.vignette.database.ChangeListener;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the servers tell each other: that something waits in a line, that a job has a new event, and that runs
/// are no longer wanted. Only the last is told in the transaction; PostgreSQL puts the commits of all
/// transactions that tell something in one line, so the others are gathered and told together, a moment later.
/// Nothing relies on them: workers look each second, and who follows a job looks again after a while.
///
/// With SQLite there are no others, and nothing is gathered.
final class News implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);
    private static final String CHANNEL = "jobs";
    private static final int MOST_IDS = 150;
    private static final Duration GATHERING = Duration.ofMillis(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String self = UUID.randomUUID().toString();
    private final Database database;
    private final Heard heard;
    private final boolean others;
    private final Set<JobClass> waiting = ConcurrentHashMap.newKeySet();
    private final Set<JobId> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore untold = new Semaphore(0);
    private final Thread telling;
    private volatile boolean closed;

    /// Who is told, of what happens here too.
    interface Heard {
        void waiting(JobClass of);

        void changed(JobId job);

        void ended(JobId job);

        /// Anything may have happened.
        void missed();
    }

    News(Database database, Heard heard) {
        this.database = database;
        this.heard = heard;
        this.others = database.dialect() == Dialect.POSTGRESQL;
        this.telling = Thread.ofVirtual().name("jobs-news").unstarted(this::tellOn);
    }

    void start() {
        database.changes().subscribe(CHANNEL, new ChangeListener() {
            @Override
            public void changed(String payload) {
                hear(payload);
            }

            @Override
            public void missed() {
                heard.missed();
            }
        });
        if (others) {
            telling.start();
        }
    }

    private void hear(String payload) {
        List<String> words = List.of(payload.split(" "));
        List<String> things = words.subList(2, words.size());
        switch (words.get(1)) {
            case "ended" -> things.forEach(id -> heard.ended(new JobId(id)));
            case String what when words.getFirst().equals(self) -> LOG.trace("{} is known here", what);
            case "waiting" -> things.forEach(label -> heard.waiting(JobClass.of(label)));
            case "changed" -> things.forEach(id -> heard.changed(new JobId(id)));
            case String what -> LOG.debug("a newer server tells of {}", what);
        }
    }

    /// To be called in a transaction after which something waits.
    void waiting(Handle handle, JobClass of) {
        var _ = handle.afterCommit(() -> waiting(of));
    }

    /// To be called when something waits.
    void waiting(JobClass of) {
        heard.waiting(of);
        tellLater(waiting, of);
    }

    void changed(JobId job) {
        heard.changed(job);
        tellLater(changed, job);
    }

    private <T> void tellLater(Set<T> things, T one) {
        if (others) {
            things.add(one);
            untold.release();
        }
    }

    /// How much the others are still to be told.
    int untold() {
        return waiting.size() + changed.size();
    }

    /// The runs of a job are no longer wanted, from the commit of the transaction on.
    void ended(Handle handle, JobId job) {
        database.changes().publish(handle, CHANNEL, self + " ended " + job);
    }

    private void tellOn() {
        while (!closed) {
            try {
                untold.acquire();
                Thread.sleep(GATHERING);
                untold.drainPermits();
                tell();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (VignetteException e) {
                LOG.debug("the others were not told; tried again", e);
                pause();
            } catch (RuntimeException e) {
                LOG.error("the others cannot be told", e); // the next time may be better
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        var texts = new ArrayList<String>();
        List<JobClass> classes = List.copyOf(waiting);
        classes.forEach(waiting::remove);
        if (!classes.isEmpty()) {
            texts.add("waiting "
                    + String.join(" ", classes.stream().map(JobClass::label).toList()));
        }
        List<JobId> ids = changed.stream().limit(MOST_IDS).toList();
        ids.forEach(changed::remove);
        if (!ids.isEmpty()) {
            texts.add(
                    "changed " + String.join(" ", ids.stream().map(JobId::text).toList()));
        }
        if (!changed.isEmpty()) {
            untold.release();
        }
        try {
            publish(texts);
        } catch (RuntimeException e) {
            waiting.addAll(classes);
            changed.addAll(ids);
            untold.release();
            throw e;
        }
    }

    private void publish(List<String> texts) {
        if (!texts.isEmpty()) {
            database.update(handle -> {
                // It is not to survive anything, so nobody has to wait for the disk.
                handle.execute("SET LOCAL synchronous_commit = off");
                texts.forEach(text -> database.changes().publish(handle, CHANNEL, self + " " + text));
                return texts;
            });
        }
    }

    @Override
    public void close() {
        closed = true;
        if (telling.isAlive()) {
            telling.interrupt();
            try {
                telling.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
