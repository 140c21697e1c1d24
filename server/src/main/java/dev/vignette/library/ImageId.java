package dev.vignette.library;

import dev.vignette.database.TimeId;
import java.time.Instant;
import java.util.Optional;

/// The id of an image, a [TimeId].
record ImageId(String text) {
    static ImageId at(Instant time) {
        return new ImageId(TimeId.at(time));
    }

    /// Not below any id of this millisecond or later, and above all earlier ones. No image has it.
    static String lowestAt(Instant time) {
        return TimeId.lowestAt(time);
    }

    /// Empty when the text is not that of an id.
    static Optional<ImageId> parse(String text) {
        return TimeId.matches(text) ? Optional.of(new ImageId(text)) : Optional.empty();
    }

    /// When it was made.
    Instant created() {
        return TimeId.created(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
