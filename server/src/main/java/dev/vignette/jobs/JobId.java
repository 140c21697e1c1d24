package dev.vignette.jobs;

import dev.vignette.database.TimeId;
import java.time.Instant;
import java.util.Optional;

/// The id of a job, a [TimeId].
public record JobId(String text) {
    static JobId at(Instant time) {
        return new JobId(TimeId.at(time));
    }

    /// Empty when the text is not that of an id.
    public static Optional<JobId> parse(String text) {
        return TimeId.matches(text) ? Optional.of(new JobId(text)) : Optional.empty();
    }

    /// When it was enqueued.
    public Instant created() {
        return TimeId.created(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
