package dev.vignette.source;

import java.util.Locale;

/// What came of asking an origin once, for all who wait for the answer.
public enum FetchOutcome {
    /// The whole file came.
    WHOLE,
    /// What is kept is still good.
    UNCHANGED,
    /// The origin says no, or may not be asked.
    REFUSAL,
    /// The origin cannot be reached or does not keep to HTTP.
    BREAKDOWN,
    /// The origin is late or busy, or fails by its own account.
    OUTAGE,
    /// The fetch ended for reasons of ours: no room, or nobody who waits.
    OURS;

    static FetchOutcome of(Fetched fetched) {
        return switch (fetched) {
            case Fetched.Whole _ -> WHOLE;
            case Fetched.Unchanged _ -> UNCHANGED;
            case Fetched.Failed failed ->
                switch (failed.trouble()) {
                    case REFUSAL -> REFUSAL;
                    case BREAKDOWN -> BREAKDOWN;
                    case OUTAGE -> OUTAGE;
                    case OURS -> OURS;
                };
        };
    }

    /// The name in metrics.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
