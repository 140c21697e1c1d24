package dev.vignette.config;

import java.time.Duration;

/// The smallest and largest number a setting accepts, told in the unit of the setting's type.
///
/// @param type of the value, or of one element of a list
record Bounds(long min, long max, Class<?> type) {
    static Bounds of(Setting setting, Class<?> type) {
        return new Bounds(setting.min(), setting.max(), type);
    }

    /// @param value of a type that a setting may have; what is not a number is within any bounds
    /// @param text the value as the user wrote it
    /// @throws IllegalArgumentException when the value is out of bounds
    void require(Object value, String text) {
        boolean within = switch (value) {
            case Integer number -> contains(number.longValue());
            case Long number -> contains(number);
            case Double number -> number >= min && number <= max;
            case Duration duration -> contains(duration.toMillis());
            case ByteSize size -> contains(size.bytes());
            default -> true;
        };
        if (!within) {
            throw new IllegalArgumentException("'" + text + "' is not " + describe("between ", " and "));
        }
    }

    boolean bounded() {
        return min != Long.MIN_VALUE || max != Long.MAX_VALUE;
    }

    /// As in `1 to 65535` or `at least 1s`.
    @Override
    public String toString() {
        return describe("", " to ");
    }

    private String describe(String before, String between) {
        if (max == Long.MAX_VALUE) {
            return "at least " + inUnit(min);
        } else if (min == Long.MIN_VALUE) {
            return "at most " + inUnit(max);
        }
        return before + inUnit(min) + between + inUnit(max);
    }

    private boolean contains(long number) {
        return number >= min && number <= max;
    }

    private String inUnit(long number) {
        if (type == Duration.class) {
            return Durations.format(Duration.ofMillis(number));
        } else if (type == ByteSize.class) {
            return new ByteSize(number).toString();
        }
        return Long.toString(number);
    }
}
