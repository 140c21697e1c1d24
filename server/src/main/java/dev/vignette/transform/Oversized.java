package dev.vignette.transform;

/// What becomes of a conversion that is estimated to take more than all the memory there is for them.
public enum Oversized {
    /// It is refused.
    REFUSE,
    /// It runs when no other does, and no other while it runs.
    ALONE
}
