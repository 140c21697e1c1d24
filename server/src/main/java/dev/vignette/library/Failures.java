package dev.vignette.library;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What failed of several steps, none of which is to hold up the others.
final class Failures {
    private @Nullable RuntimeException first;

    /// @return how much the step did; nothing when it failed
    int of(IntSupplier step) {
        try {
            return step.getAsInt();
        } catch (RuntimeException e) {
            if (first == null) {
                first = e;
            } else if (!first.equals(e)) {
                first.addSuppressed(e);
            }
            return 0;
        }
    }

    /// Tells the first, which has the others with it, if there is one.
    void rethrow() {
        if (first != null) {
            throw first;
        }
    }
}
