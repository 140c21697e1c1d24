package dev.vignette.options;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decimal numbers as they stand in a URL: digits and a point, no sign and no exponent.
final class Decimals {
    /// Browsers send a `devicePixelRatio` with all its digits, as in 1.100000023841858.
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,5}(?:\\.[0-9]{1,20})?");

    private Decimals() {}

    static Optional<Double> read(String text) {
        return TEXT.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    /// The shortest text that reads back as the same number.
    static String write(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// The nearest number with at most `digits` decimals: what is finer cannot be seen and would only split the cache.
    static double round(double number, int digits) {
        return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }
}
