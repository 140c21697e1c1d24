package dev.vignette.telemetry;

import java.util.Locale;

/// The parts of the way from a source URL to a rendition, in their order.
public enum Stage {
    /// The original is fetched or read.
    FETCH,
    /// The work waits for its turn.
    QUEUE,
    /// The original is decoded and scaled.
    DECODE,
    /// The scaled picture is finished.
    RESIZE,
    /// The file is written.
    ENCODE,
    /// All of them together, and what lies between.
    TOTAL;

    /// The name in metrics and traces.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
