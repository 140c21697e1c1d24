package dev.vignette.library;

/// How a command tells what it is at.
public interface Progress {
    /// How much there is to do.
    void expect(long steps);

    /// One more is done.
    void step();

    /// Something went wrong with one of them; the others are still to be done.
    void trouble(String what, String why);
}
