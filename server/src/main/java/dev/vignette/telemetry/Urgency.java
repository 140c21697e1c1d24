package dev.vignette.telemetry;

/// Who is waiting for work, the most urgent first: what decides when there is not enough of something for all.
public enum Urgency {
    /// A client of ours, for its answer.
    LIVE(0),
    /// Somebody, for a job.
    INTERACTIVE(1),
    /// Nobody yet, but soon.
    UPLOAD(2),
    /// Nobody.
    BACKFILL(3);

    private final int steps;

    Urgency(int steps) {
        this.steps = steps;
    }

    /// How far it stands behind a client.
    public int steps() {
        return steps;
    }
}
