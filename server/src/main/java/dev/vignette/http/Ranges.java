package dev.vignette.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a `Range` field asks for (RFC 9110, section 14).
sealed interface Ranges {
    /// The most parts of one answer. A field that asks for more is passed over, as the RFC allows: all is sent
    /// then.
    int MOST = 32;

    /// All of it: the field is of another unit, cannot be read, or asks for too many parts.
    record Whole() implements Ranges {}

    /// Nothing of what is asked for is there.
    record Unsatisfiable() implements Ranges {}

    /// These, in the order of the field; when some of them touch, they are joined, and in the order of the
    /// bytes.
    record Parts(List<ByteRange> parts) implements Ranges {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /// @param length that of the representation
    static Ranges parse(String field, long length) {
        String specifier = field.strip();
        if (!specifier.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
            return new Whole();
        }
        var asked = new ArrayList<Optional<ByteRange>>();
        for (String spec : specifier.substring("bytes=".length()).split(",", -1)) {
            String each = spec.strip();
            if (each.isEmpty()) {
                continue; // an element of a list may be empty
            }
            int dash = each.indexOf('-');
            if (dash < 0 || !isNumber(each.substring(0, dash)) || !isNumber(each.substring(dash + 1))) {
                return new Whole();
            }
            long first = number(each.substring(0, dash));
            long last = number(each.substring(dash + 1));
            if ((first < 0 && last < 0) || (first >= 0 && last >= 0 && last < first)) {
                return new Whole();
            }
            asked.add(part(first, last, length));
        }
        return asked.isEmpty()
                ? new Whole()
                : of(asked.stream().flatMap(Optional::stream).toList());
    }

    private static Ranges of(List<ByteRange> parts) {
        if (parts.isEmpty()) {
            return new Unsatisfiable();
        }
        List<ByteRange> joined = joined(parts);
        return joined.size() > MOST ? new Whole() : new Parts(joined);
    }

    /// Empty when nothing of it is there.
    ///
    /// @param first negative when `last` is the length of the end that is asked for
    /// @param last negative when all is asked for that follows `first`
    private static Optional<ByteRange> part(long first, long last, long length) {
        if (first < 0) {
            return last == 0 || length == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(Math.max(0, length - last), length - 1));
        }
        return first >= length
                ? Optional.empty()
                : Optional.of(new ByteRange(first, last < 0 ? length - 1 : Math.min(last, length - 1)));
    }

    private static List<ByteRange> joined(List<ByteRange> parts) {
        var sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingLong(ByteRange::first));
        var joined = new ArrayList<ByteRange>();
        for (ByteRange next : sorted) {
            if (!joined.isEmpty() && joined.getLast().touches(next)) {
                joined.add(joined.removeLast().with(next));
            } else {
                joined.add(next);
            }
        }
        return joined.size() == parts.size() ? parts : joined;
    }

    private static boolean isNumber(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// -1 for no digits; what is too large for a number is as the largest.
    private static long number(String digits) {
        if (digits.isEmpty()) {
            return -1;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
