package dev.vignette;

import io.vertx.core.json.JsonObject;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;

/// How far a job is that is being followed, as a bar on standard error. It counts what the events tell of.
final class JobProgress implements AutoCloseable {
    private final ProgressBar bar;

    /// @param job as it is now; the events are told from the first on
    JobProgress(JsonObject job) {
        // It does not ask the terminal for its size, which would load a native library.
        bar = ProgressBar.builder()
                .setTaskName(job.getString("kind"))
                .setInitialMax(job.getJsonObject("progress").getLong("total", -1L))
                .setConsumer(new ConsoleProgressBarConsumer(System.err, 80))
                .build();
    }

    void show(JsonObject event) {
        bar.stepBy(event.getJsonObject("details").getLong("done", 0L));
        bar.setExtraMessage(event.getString("state"));
    }

    @Override
    public void close() {
        bar.close();
    }
}
