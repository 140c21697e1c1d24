package dev.vignette.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigReferenceTest {
    record Sample(
            @Setting(key = "vignette.port", defaultValue = "8080", min = 1, max = 65_535, doc = "The port.")
            int port,

            @Setting(key = "vignette.sample.pause", defaultValue = "1s", min = 100, doc = "A|b.")
            Duration pause,

            @Setting(key = "vignette.sample.limits", max = 2048, doc = "Limits.")
            List<ByteSize> limits,

            @Setting(key = "vignette.sample.note", doc = "A note.")
            Optional<String> note,

            @Setting(key = "vignette.presets", doc = "Presets.")
            Map<String, String> presets) {}

    @Test
    void markdown_oneRecord_hasARowForEachSetting() {
        String page = ConfigReference.markdown(List.of(new Section("A title", "Some words.", Sample.class)));
        assertThat(page).startsWith("# Configuration\n").endsWith("""

                ## A title

                Some words.

                | Name | Value | Default | Meaning |
                |---|---|---|---|
                | `VIGNETTE_PORT` | whole number, 1 to 65535 | `8080` | The port. |
                | `VIGNETTE_SAMPLE_PAUSE` | duration, at least 100ms | `1s` | A\\|b. |
                | `VIGNETTE_SAMPLE_LIMITS` | list of size, at most 2KiB | none | Limits. |
                | `VIGNETTE_SAMPLE_NOTE` | text | none | A note. |
                | `VIGNETTE_PRESETS_*` | text by name | none | Presets. |
                """);
    }
}
