package dev.vignette.config;

import java.lang.reflect.RecordComponent;
import java.util.List;

/// The reference page of the configuration, made from the records themselves so that it cannot differ from them.
public final class ConfigReference {
    private static final String HEAD = """
            # Configuration

            Every setting is an environment variable. The same settings may stand in a properties file that
            `VIGNETTE_CONFIG_FILE` names; there `VIGNETTE_SOURCE_MAX_BYTES` is written `vignette.source.max-bytes`. The
            environment wins over the file, and a setting that is set to nothing counts as not set.

            A size is written `512KiB`, `64MiB` or `10GiB`, a duration `500ms`, `5s`, `2m`, `1h` or `30d`, a list with
            commas. Where a name below ends in `_*`, the part in place of the star is a name of your own.

            This page is made from the code: `./test --update-docs` writes it.
            """;

    private ConfigReference() {}

    /// @return the page in Markdown
    public static String markdown(List<Section> sections) {
        var page = new StringBuilder(HEAD);
        sections.forEach(section -> append(section, page));
        return page.toString();
    }

    private static void append(Section section, StringBuilder page) {
        page.append("\n## ").append(section.title()).append("\n\n");
        if (!section.doc().isEmpty()) {
            page.append(section.doc()).append("\n\n");
        }
        page.append("| Name | Value | Default | Meaning |\n|---|---|---|---|\n");
        for (RecordComponent component : section.type().getRecordComponents()) {
            page.append(row(component)).append('\n');
        }
    }

    private static String row(RecordComponent component) {
        Setting setting = Settings.setting(component);
        var type = SettingType.of(component);
        var bounds = Bounds.of(setting, type.element());
        String name = Settings.environmentName(setting.key()) + (type.shape() == SettingType.Shape.MAP ? "_*" : "");
        String value = type.describe() + (bounds.bounded() ? ", " + bounds : "");
        String initial = setting.defaultValue().isEmpty() ? "none" : "`" + setting.defaultValue() + "`";
        return "| `" + name + "` | " + value + " | " + initial + " | "
                + setting.doc().replace("|", "\\|") + " |";
    }
}
