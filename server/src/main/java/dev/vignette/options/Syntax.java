package dev.vignette.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How the values of a parameter are written.
///
/// @param allowed the values or their shapes, for people
/// @param read the value of a text; empty when the text is not one of this syntax
/// @param write the one canonical text of a value; empty for a value that no text stands for
record Syntax<T>(List<String> allowed, Function<String, Optional<T>> read, Function<T, String> write) {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,6}");

    Syntax {
        allowed = List.copyOf(allowed);
    }

    /// Whole numbers from `min` to `max`, which has six digits at most.
    static Syntax<Integer> whole(int min, int max) {
        return new Syntax<>(
                List.of(min + " to " + max),
                text -> wholeNumber(text).filter(number -> number >= min && number <= max),
                String::valueOf);
    }

    static Optional<Integer> wholeNumber(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /// Decimal numbers from `min` to `max`.
    static Syntax<Double> decimal(double min, double max) {
        return new Syntax<>(
                List.of(Decimals.write(min) + (min == max ? "" : " to " + Decimals.write(max))),
                text -> Decimals.read(text).filter(number -> number >= min && number <= max),
                Decimals::write);
    }

    /// The lower-case names of an enum's constants.
    static <E extends Enum<E>> Syntax<E> oneOf(Class<E> type) {
        return oneOf(Arrays.stream(type.getEnumConstants())
                .map(constant -> Map.entry(constant.name().toLowerCase(Locale.ROOT), constant))
                .toList());
    }

    /// These names. Of several names for one value the first is canonical.
    static <T> Syntax<T> oneOf(List<Map.Entry<String, T>> choices) {
        var values = new LinkedHashMap<String, T>();
        choices.forEach(choice -> values.put(choice.getKey(), choice.getValue()));
        return new Syntax<>(
                List.copyOf(values.keySet()),
                text -> Optional.ofNullable(values.get(text)),
                value -> choices.stream()
                        .filter(choice -> choice.getValue().equals(value))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(""));
    }

    /// This syntax or else `other`; `mine` says which values are written the way of this one.
    Syntax<T> or(Predicate<T> mine, Syntax<T> other) {
        var both = new ArrayList<>(allowed);
        both.addAll(other.allowed);
        return new Syntax<>(
                both,
                text -> read.apply(text).or(() -> other.read.apply(text)),
                value -> mine.test(value) ? write.apply(value) : other.write.apply(value));
    }

    /// The same texts for a value that may be absent.
    Syntax<Optional<T>> optional() {
        return new Syntax<>(
                allowed,
                text -> read.apply(text).flatMap(value -> Optional.of(Optional.of(value))),
                value -> value.map(write).orElse(""));
    }
}
