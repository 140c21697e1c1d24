package dev.vignette.work;

import dev.vignette.error.VignetteException;
import dev.vignette.jobs.JobEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of one job that is followed: read once, whatever the number of those who follow it. The last of them are
/// at hand; who is further behind, since it came late or reads slowly, reads pages for itself.
final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /// How many events are at hand, and how many are read at a time.
    static final int PAGE = 200;

    /// How old the last look may be when nobody has told of anything.
    private static final Duration OLD = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Reading reading;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<JobEvent> recent = new ArrayDeque<>();
    private int followers;
    private long newest;
    private long looked;
    private boolean wanted;
    private boolean looking;
    private boolean over;
    private boolean closed;

    /// Reads of the job.
    interface Reading {
        /// The events after one of them.
        List<JobEvent> after(long seq, int most);

        /// Whether there is none to come: the job has ended, or is no longer there.
        boolean isOver();
    }

    /// @param after the last event that the first follower knows
    Feed(Reading reading, long after) {
        this.reading = reading;
        this.newest = after;
    }

    void enter() {
        locked(() -> followers++);
        look();
    }

    /// @return whether nobody is left
    boolean leave() {
        lock.lock();
        try {
            return --followers == 0;
        } finally {
            lock.unlock();
        }
    }

    /// There may be something new.
    void look() {
        lock.lock();
        try {
            wanted = true;
            if (looking) {
                return;
            }
            looking = true;
        } finally {
            lock.unlock();
        }
        var _ = Thread.ofVirtual().name("job-feed").start(this::lookUntilNothingIsWanted);
    }

    private void lookUntilNothingIsWanted() {
        while (stillWanted()) {
            try {
                List<JobEvent> some = reading.after(known(), PAGE);
                boolean end = some.isEmpty() && reading.isOver();
                // What came before the end was known is told yet.
                take(end ? reading.after(known(), PAGE) : some, end);
            } catch (VignetteException e) {
                LOG.debug("the events of a job cannot be read; tried again", e);
                again();
            } catch (RuntimeException e) { // whatever it is, those who follow wait for more
                LOG.warn("the events of a job cannot be read; tried again", e);
                again();
            }
        }
    }

    private void again() {
        locked(() -> wanted = followers > 0 && !closed);
        pause();
    }

    private boolean stillWanted() {
        lock.lock();
        try {
            looking = wanted;
            wanted = false;
            return looking;
        } finally {
            lock.unlock();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(List<JobEvent> some, boolean end) {
        locked(() -> {
            over = (over || end) && some.isEmpty();
            looked = System.nanoTime();
            some.forEach(recent::addLast);
            while (recent.size() > PAGE) {
                recent.removeFirst();
            }
            if (!some.isEmpty()) {
                newest = some.getLast().seq();
            }
            wanted |= some.size() == PAGE;
            news.signalAll();
        });
    }

    /// The number of the last event that was read.
    long known() {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing more comes, unless the job is queued anew.
    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /// What comes after an event, waiting for it if need be.
    ///
    /// @return empty when nothing came in time, the feed was closed, or it is over
    List<JobEvent> after(long seq, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (newest <= seq && left > 0 && !closed && !over) {
                left = news.awaitNanos(left);
            }
            if (newest > seq && !recent.isEmpty() && recent.getFirst().seq() <= seq + 1) {
                return recent.stream().filter(event -> event.seq() > seq).toList();
            }
            if (newest <= seq) {
                lookWhenOld();
                return List.of();
            }
        } finally {
            lock.unlock();
        }
        List<JobEvent> page = reading.after(seq, PAGE);
        if (page.isEmpty()) {
            end(); // events that there were are removed, as they are of jobs that ended long ago
        }
        return page;
    }

    private void end() {
        locked(() -> {
            over = true;
            news.signalAll();
        });
    }

    private void lookWhenOld() {
        if (System.nanoTime() - looked > OLD.toNanos()) {
            looked = System.nanoTime();
            look();
        }
    }

    /// Whoever waits is let go.
    void close() {
        locked(() -> {
            closed = true;
            news.signalAll();
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
