package dev.vignette.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Who wants to know when there is something new about a job.
final class Watchers {
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    private record Watcher(Consumer<JobId> changed, Runnable missed) {}

    void add(Consumer<JobId> changed, Runnable missed) {
        watchers.add(new Watcher(changed, missed));
    }

    void changed(JobId job) {
        watchers.forEach(one -> one.changed().accept(job));
    }

    void missed() {
        watchers.forEach(one -> one.missed().run());
    }
}
