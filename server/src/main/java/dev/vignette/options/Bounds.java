package dev.vignette.options;

import java.util.OptionalInt;

/// The bounds that the records hold themselves, whoever makes them. The parser refuses a client's value before it gets
/// here, so what fails here is our own mistake.
final class Bounds {
    private Bounds() {}

    static void require(String name, double value, double min, double max) {
        // Written so that NaN fails, and -0.0, which would be a second zero with another text.
        if (!(value >= min && value <= max) || Double.compare(value, -0.0) == 0) {
            throw new IllegalArgumentException(name + " is " + value + ", not from " + min + " to " + max);
        }
    }

    static void requireSigma(String name, double sigma, double max) {
        require(name, sigma, sigma == 0 ? 0 : Parameters.MIN_SIGMA, max);
    }

    static void require(String name, OptionalInt value, int min, int max) {
        value.ifPresent(number -> require(name, number, min, max));
    }
}
