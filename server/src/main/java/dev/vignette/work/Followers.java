package dev.vignette.work;

import dev.vignette.error.VignetteException;
import dev.vignette.jobs.JobEvent;
import dev.vignette.jobs.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Who follows jobs on this server: one feed for each job that is followed, and none for the others.
final class Followers implements AutoCloseable {
    private static final Duration BUSY = Duration.ofSeconds(10);

    private final WorkConfig config;
    private final Events events;
    private final Predicate<JobId> over;
    private final Map<JobId, Feed> feeds = new ConcurrentHashMap<>();
    private final Map<String, Integer> bySubject = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private volatile boolean closed;

    /// Reads the events of a job after one of them.
    @FunctionalInterface
    interface Events {
        List<JobEvent> after(JobId job, long seq, int most);
    }

    /// @param over whether a job has ended, or is no longer there
    Followers(WorkConfig config, Events events, Predicate<JobId> over) {
        this.config = config;
        this.events = events;
        this.over = over;
    }

    /// Says so before anything is answered; who passes here beside others may still find no room.
    ///
    /// @throws VignetteException `QUEUE_FULL` when there are too many
    void requireRoom(String subject) {
        if (all.get() >= config.maxFollowers()) {
            throw VignetteException.full("Too many clients follow jobs on this server", BUSY);
        }
        if (bySubject.getOrDefault(subject, 0) >= config.maxFollowersOfOne()) {
            throw VignetteException.full(
                    "At most " + config.maxFollowersOfOne() + " jobs may be followed at a time", BUSY);
        }
    }

    /// Begins to follow a job.
    ///
    /// @param after the last event that is known, and that there is
    /// @return none when there is no room
    Optional<Follower> follow(JobId job, String subject, long after) {
        if (all.incrementAndGet() > config.maxFollowers()) {
            all.decrementAndGet();
            return Optional.empty();
        }
        if (bySubject.merge(subject, 1, Integer::sum) > config.maxFollowersOfOne()) {
            leave(subject);
            return Optional.empty();
        }
        Feed feed = feeds.compute(job, (_, there) -> {
            Feed entered = there == null ? new Feed(reading(job), after) : there;
            entered.enter();
            return entered;
        });
        if (closed) {
            feed.close();
        }
        return Optional.of(new Follower(job, subject, feed));
    }

    private Feed.Reading reading(JobId job) {
        return new Feed.Reading() {
            @Override
            public List<JobEvent> after(long seq, int most) {
                return events.after(job, seq, most);
            }

            @Override
            public boolean isOver() {
                return over.test(job);
            }
        };
    }

    private void leave(String subject) {
        bySubject.computeIfPresent(subject, (_, count) -> count == 1 ? null : count - 1);
        all.decrementAndGet();
    }

    /// One who follows a job; to be closed.
    final class Follower implements AutoCloseable {
        private final JobId job;
        private final String subject;
        private final Feed feed;

        private Follower(JobId job, String subject, Feed feed) {
            this.job = job;
            this.subject = subject;
            this.feed = feed;
        }

        Feed feed() {
            return feed;
        }

        @Override
        public void close() {
            feeds.computeIfPresent(job, (_, there) -> there.leave() ? null : there);
            leave(subject);
        }
    }

    /// Something of a job has changed.
    void changed(JobId job) {
        Feed feed = feeds.get(job);
        if (feed != null) {
            feed.look();
        }
    }

    /// Anything may have changed.
    void missed() {
        feeds.values().forEach(Feed::look);
    }

    int count() {
        return all.get();
    }

    /// Lets go of all: they come again, to another server or when this one is back.
    @Override
    public void close() {
        closed = true;
        feeds.values().forEach(Feed::close);
    }
}
