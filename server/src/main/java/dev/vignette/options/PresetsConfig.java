package dev.vignette.options;

import dev.vignette.config.Setting;
import java.util.Map;

/// Which presets there are.
public record PresetsConfig(
        @Setting(
                key = PresetsConfig.KEY,
                doc = "A named set of options, as in vignette.preset.card = w=320&h=240&fit=cover; a URL takes it with "
                        + "preset=card and may override it.")
        Map<String, String> presets,

        @Setting(
                key = PresetsConfig.ONLY_KEY,
                defaultValue = "false",
                doc = "Whether options can be given by presets alone.")
        boolean presetsOnly) {
    static final String KEY = "vignette.preset";
    static final String ONLY_KEY = "vignette.presets-only";

    /// No presets, and all parameters allowed.
    public static final PresetsConfig NONE = new PresetsConfig(Map.of(), false);

    /// @throws dev.vignette.config.ConfigException when a preset is not valid; the message names its key
    public PresetsConfig {
        presets = Map.copyOf(presets);
        Presets.of(presets, presetsOnly);
    }
}
