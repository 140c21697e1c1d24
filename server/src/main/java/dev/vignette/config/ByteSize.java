package dev.vignette.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// A number of bytes, written as in `64MiB`, `10GiB`, `512KiB` or `4096`.
public record ByteSize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);

    /// @throws IllegalArgumentException when the text is not of that form or passes 2^63 - 1 bytes
    public static ByteSize parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 64MiB");
        }
        String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
        int shift = switch (unit) {
            case "kib" -> 10;
            case "mib" -> 20;
            case "gib" -> 30;
            default -> 0;
        };
        long number = Long.parseLong(matcher.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return new ByteSize(number << shift);
    }

    /// The text that `parse` reads back, in the largest unit that leaves no fraction.
    @Override
    public String toString() {
        if (bytes == 0) {
            return "0B";
        }
        int zeros = Math.min(Long.numberOfTrailingZeros(bytes) / 10, 3);
        return (bytes >> (10 * zeros))
                + switch (zeros) {
                    case 0 -> "B";
                    case 1 -> "KiB";
                    case 2 -> "MiB";
                    default -> "GiB";
                };
    }
}
