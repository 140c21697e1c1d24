package dev.vignette.jpeg;

import java.util.List;

/// How decoding ended.
///
/// @param cancelled whether it was stopped, so that rows are missing
/// @param damage what was wrong with the file, the first few of it; empty when it was sound as far as it was
///     read
public record Decoded(boolean cancelled, List<String> damage) {
    public Decoded {
        damage = List.copyOf(damage);
    }

    /// Whether all rows that were asked for were delivered as the file's maker meant them.
    public boolean complete() {
        return !cancelled && damage.isEmpty();
    }
}
