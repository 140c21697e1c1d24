package dev.vignette.jpeg;

/// How values are coded (T.81, F.1.2): a symbol tells how many bits follow, and these which value of that
/// size it is.
final class Magnitude {
    private Magnitude() {}

    /// Bits that follow: 0 for 0, 1 for ±1, 2 for ±2 and ±3, and so on.
    static int width(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    /// The bits, of which the lowest [#width] count: those of the value, or of one less when it is negative.
    static int bits(int value) {
        return value + (value >> 31);
    }
}
