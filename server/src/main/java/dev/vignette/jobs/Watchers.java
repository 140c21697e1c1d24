package dev.vignette.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Who waits for something new about a job.
final class Watchers {
    private final Map<JobId, Set<Semaphore>> watchers = new ConcurrentHashMap<>();
    private final List<OfAll> ofAll = new CopyOnWriteArrayList<>();

    private record OfAll(Consumer<JobId> changed, Runnable missed) {}

    /// One who watches a job from now on, until closed.
    final class Watch implements AutoCloseable {
        private final JobId job;
        private final Semaphore news = new Semaphore(0);

        private Watch(JobId job) {
            this.job = job;
        }

        /// Waits until there may be something new, or the time is over.
        void await(Duration patience) throws InterruptedException {
            if (news.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                var _ = news.drainPermits();
            }
        }

        @Override
        public void close() {
            watchers.computeIfPresent(job, (_, all) -> {
                all.remove(news);
                return all.isEmpty() ? null : all;
            });
        }
    }

    Watch watch(JobId job) {
        var watch = new Watch(job);
        watchers.compute(job, (_, all) -> {
            Set<Semaphore> some = all == null ? ConcurrentHashMap.newKeySet() : all;
            some.add(watch.news);
            return some;
        });
        return watch;
    }

    /// Who wants to know of every job.
    void always(Consumer<JobId> changed, Runnable missed) {
        ofAll.add(new OfAll(changed, missed));
    }

    void changed(JobId job) {
        ofAll.forEach(one -> one.changed().accept(job));
        watchers.getOrDefault(job, Set.of()).forEach(Semaphore::release);
    }

    void missed() {
        ofAll.forEach(one -> one.missed().run());
        watchers.values().forEach(all -> all.forEach(Semaphore::release));
    }
}
