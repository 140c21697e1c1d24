package dev.vignette.bench.load;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command's `--name value` pairs.
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /// Fails on a name that is not among `known`, and on a name without a value.
    public static Arguments parse(Set<String> known, String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int at = 0; at < arguments.length; at += 2) {
            String name = arguments[at];
            if (!known.contains(name) || at + 1 == arguments.length) {
                throw new IllegalArgumentException("cannot read " + name + "; options with a value each: "
                        + String.join(" ", known.stream().sorted().toList()));
            }
            values.put(name, arguments[at + 1]);
        }
        return new Arguments(values);
    }

    public int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /// The parts of a list that is parted by commas.
    public List<String> list(String name, String otherwise) {
        return Arrays.asList(values.getOrDefault(name, otherwise).split(",", -1));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
