package dev.vignette.transform;

/// Who of those that wait comes first.
public enum QueueOrder {
    /// The cheap before the dear, and everybody in time.
    COST,
    /// Whoever came first.
    ARRIVAL
}
