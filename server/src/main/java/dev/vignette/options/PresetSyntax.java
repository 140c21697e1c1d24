package dev.vignette.options;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of presets, as in `card` or `card,grey`.
final class PresetSyntax {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    static final Syntax<List<String>> NAMES = new Syntax<>(
            List.of("names of presets, separated by commas"), PresetSyntax::read, names -> String.join(",", names));

    private PresetSyntax() {}

    private static Optional<List<String>> read(String text) {
        var names = List.of(text.split(",", -1));
        return names.stream().allMatch(name -> NAME.matcher(name).matches()) ? Optional.of(names) : Optional.empty();
    }
}
