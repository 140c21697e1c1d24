package dev.vignette.jobs;

import dev.vignette.config.Setting;
import java.time.Duration;

/// Who does the jobs, and how long they are remembered.
public record JobsConfig(
        @Setting(
                key = "vignette.jobs.enabled",
                defaultValue = "true",
                doc = "Whether this server runs jobs; one that does not still takes them for the others.")
        boolean enabled,

        @Setting(
                key = "vignette.jobs.interactive-workers",
                defaultValue = "4",
                doc = "The most runs at a time of jobs that somebody waits for.",
                min = 1,
                max = 1000)
        int interactiveWorkers,

        @Setting(
                key = "vignette.jobs.upload-workers",
                defaultValue = "4",
                doc = "The most runs at a time of jobs that follow from uploads.",
                min = 1,
                max = 1000)
        int uploadWorkers,

        @Setting(
                key = "vignette.jobs.backfill-workers",
                defaultValue = "2",
                doc = "The most runs at a time of jobs that fill something up.",
                min = 1,
                max = 1000)
        int backfillWorkers,

        @Setting(
                key = "vignette.jobs.lease",
                defaultValue = "20s",
                doc = "The time without a sign of life after which a server's runs are given to others; there are four"
                        + " signs in that time. It must be the same on all servers.",
                min = 1000,
                max = 3_600_000)
        Duration lease,

        @Setting(
                key = "vignette.jobs.drain",
                defaultValue = "5s",
                doc = "How long runs under way have to stop when the server ends; then they are given back.",
                min = 0,
                max = 600_000)
        Duration drain,

        @Setting(
                key = "vignette.jobs.history",
                defaultValue = "30d",
                doc = "How long the events of a job are kept after its end; what it was and what came of it stays.",
                min = 1000,
                max = 315_360_000_000L)
        Duration history,

        @Setting(
                key = "vignette.jobs.summary",
                defaultValue = "365d",
                doc = "How long a job is kept after its end; then it counts in the sums of its day alone.",
                min = 1000,
                max = 315_360_000_000L)
        Duration summary) {
    /// Heartbeats in the time of a lease.
    static final int BEATS = 4;

    int workers(JobClass of) {
        return switch (of) {
            case INTERACTIVE -> interactiveWorkers;
            case UPLOAD -> uploadWorkers;
            case BACKFILL -> backfillWorkers;
        };
    }

    Duration beat() {
        return lease.dividedBy(BEATS);
    }
}
