package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.ConfigReference;
import dev.vignette.config.Section;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import dev.vignette.options.ParameterReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The reference pages are what the code says. With the system property `vignette.docs.update` the tests write the
/// pages instead of comparing them.
final class ReferencePagesTest {
    @Test
    void configurationPage_comparedWithRecords_isCurrent() throws IOException {
        requireCurrent("configuration.md", ConfigReference.markdown(ConfigRecords.ALL));
    }

    @Test
    void parametersPage_comparedWithTable_isCurrent() throws IOException {
        requireCurrent("parameters.md", ParameterReference.markdown());
    }

    private static void requireCurrent(String name, String expected) throws IOException {
        Path page = Path.of("..", "docs", name);
        if (Boolean.getBoolean("vignette.docs.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page)
                .as("docs/%s is stale; `./test --update-docs` writes it anew", name)
                .content()
                .isEqualTo(expected);
    }

    @Test
    void records_nothingSet_bindToTheirDefaults() {
        var settings = Settings.of(Map.of());
        assertThat(ConfigRecords.ALL)
                .allSatisfy(section -> assertThat(settings.bind(section.type())).isNotNull());
    }

    @Test
    void records_allTogether_shareNoKey() {
        assertThat(ConfigRecords.ALL.stream()
                        .map(Section::type)
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .map(component -> component.getAnnotation(Setting.class).key()))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("(vignette|otel)(\\.[a-z0-9-]+)+"));
    }
}
