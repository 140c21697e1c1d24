package dev.vignette.options;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Named sets of parameters, each checked once, at start.
final class Presets {
    private final Map<String, Given> byName;
    private final boolean only;

    private Presets(Map<String, Given> byName, boolean only) {
        this.byName = byName;
        this.only = only;
    }

    /// @throws ConfigException when a name or a text is not valid; the message names the key
    static Presets of(Map<String, String> presets, boolean only) {
        var byName = new TreeMap<String, Given>();
        presets.forEach((name, text) -> byName.put(name, preset(name, text)));
        if (only && byName.isEmpty()) {
            throw new ConfigException(
                    Settings.environmentName(PresetsConfig.ONLY_KEY),
                    "nothing would be allowed, for there are no presets");
        }
        return new Presets(byName, only);
    }

    private static Given preset(String name, String text) {
        String key = Settings.environmentName(PresetsConfig.KEY + "." + name);
        if (!PresetSyntax.NAME.matcher(name).matches()) {
            throw new ConfigException(key, "a preset's name has letters, digits and '-', '_' or '.'");
        }
        try {
            var given = Given.of(Given.split(text), List.of());
            if (given.names().contains(Parameters.PRESET.name())) {
                throw new ConfigException(key, "a preset cannot name presets");
            }
            OptionsParser.build(given);
            return given;
        } catch (VignetteException e) {
            throw new ConfigException(key, e.getMessage() + " (allowed: " + String.join(", ", e.allowed()) + ")");
        }
    }

    /// Puts the presets that are named below what is given outright.
    Given resolve(Given given) {
        List<String> names = given.value(Parameters.PRESET);
        if (only && (names.isEmpty() || given.names().size() > 1)) {
            throw new VignetteException(
                    ErrorCode.PRESETS_ONLY, "Options are given by preset= alone, with the name of a preset");
        }
        var resolved = given;
        for (String name : names.reversed()) {
            resolved = resolved.over(named(name));
        }
        return resolved;
    }

    private Given named(String name) {
        var preset = byName.get(name);
        if (preset == null) {
            throw VignetteException.badParameter(
                    Parameters.PRESET.name(), "There is no preset " + Shown.quoted(name), List.copyOf(byName.keySet()));
        }
        return preset;
    }
}
