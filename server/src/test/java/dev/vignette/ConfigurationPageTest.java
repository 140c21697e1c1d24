package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.ConfigReference;
import dev.vignette.config.Section;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` is what the code says. With the system property `vignette.docs.update` the test writes the
/// page instead of comparing it.
final class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void page_comparedWithRecords_isCurrent() throws IOException {
        String expected = ConfigReference.markdown(ConfigRecords.ALL);
        if (Boolean.getBoolean("vignette.docs.update")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE)
                .as("docs/configuration.md is stale; `./test --update-docs` writes it anew")
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
                .allMatch(key -> key.matches("vignette(\\.[a-z0-9-]+)+"));
    }
}
