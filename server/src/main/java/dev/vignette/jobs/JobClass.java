package dev.vignette.jobs;

import dev.vignette.telemetry.Urgency;
import java.util.Locale;

/// What asked for a job. Each class has workers and a line of its own, so that none takes the place of another.
public enum JobClass {
    /// Somebody waits for it.
    INTERACTIVE,
    /// It follows from an upload.
    UPLOAD,
    /// It fills something up, when there is time.
    BACKFILL;

    /// The name in the database and in metrics.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How it stands back behind others, outside the lines of jobs.
    Urgency urgency() {
        return switch (this) {
            case INTERACTIVE -> Urgency.INTERACTIVE;
            case UPLOAD -> Urgency.UPLOAD;
            case BACKFILL -> Urgency.BACKFILL;
        };
    }

    static JobClass of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
