package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.List;

/// What was found wrong with a file while it was decoded. The strict kind refuses the file at once.
final class Damage {
    private static final int KEPT = 8;

    private final boolean strict;
    private final List<String> found = new ArrayList<>();

    Damage(boolean strict) {
        this.strict = strict;
    }

    /// @throws JpegException when no damage is tolerated
    void found(String what) {
        if (strict) {
            throw new JpegException(what);
        }
        if (found.size() < KEPT) {
            found.add(what);
        }
    }

    boolean strict() {
        return strict;
    }

    List<String> all() {
        return found;
    }
}
