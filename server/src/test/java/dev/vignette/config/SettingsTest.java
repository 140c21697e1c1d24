package dev.vignette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final List<Section> SECTIONS = List.of(new Section("Sample", "", Sample.class));

    @TempDir
    Path folder;

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Sample(
            @Setting(key = "vignette.sample.text", defaultValue = "plain", doc = "Text.")
            String text,

            @Setting(key = "vignette.sample.port", defaultValue = "8080", min = 1, max = 65_535, doc = "Port.")
            int port,

            @Setting(key = "vignette.sample.count", defaultValue = "5000000000", min = 0, doc = "Count.")
            long count,

            @Setting(key = "vignette.sample.ratio", defaultValue = "0.5", min = 0, max = 1, doc = "Ratio.")
            double ratio,

            @Setting(key = "vignette.sample.enabled", defaultValue = "true", doc = "Switch.")
            boolean enabled,

            @Setting(
                    key = "vignette.sample.read-timeout",
                    defaultValue = "5s",
                    min = 100,
                    max = 60_000,
                    doc = "Timeout.")
            Duration readTimeout,

            @Setting(key = "vignette.sample.max-bytes", defaultValue = "64MiB", min = 1, max = 1L << 30, doc = "Bytes.")
            ByteSize maxBytes,

            @Setting(key = "vignette.sample.folder", defaultValue = "./data", doc = "Folder.")
            Path folder,

            @Setting(key = "vignette.sample.colour", defaultValue = "dark-blue", doc = "Colour.")
            Colour colour,

            @Setting(key = "vignette.sample.threads", min = 1, doc = "Threads.")
            Optional<Integer> threads,

            @Setting(key = "vignette.sample.sizes", defaultValue = "1KiB,2KiB", min = 1, doc = "Sizes.")
            List<ByteSize> sizes,

            @Setting(key = "vignette.sample.signing-keys", doc = "Keys.")
            Map<String, String> signingKeys) {}

    private static Sample bind(String... environment) {
        return Settings.of(environment(environment)).bind(Sample.class);
    }

    private static Map<String, String> environment(String... pairs) {
        var environment = new java.util.HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return environment;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("vignette.properties"), content);
    }

    @Test
    void bind_nothingSet_givesDefaults() {
        assertThat(bind())
                .isEqualTo(new Sample(
                        "plain",
                        8080,
                        5_000_000_000L,
                        0.5,
                        true,
                        Duration.ofSeconds(5),
                        new ByteSize(64 << 20),
                        Path.of("./data"),
                        Colour.DARK_BLUE,
                        Optional.empty(),
                        List.of(new ByteSize(1024), new ByteSize(2048)),
                        Map.of()));
    }

    @Test
    void bind_everythingSet_readsEveryType() {
        Map<String, String> environment = environment(
                "VIGNETTE_SAMPLE_TEXT", " some text ",
                "VIGNETTE_SAMPLE_PORT", "1",
                "VIGNETTE_SAMPLE_COUNT", "9223372036854775807",
                "VIGNETTE_SAMPLE_RATIO", "1",
                "VIGNETTE_SAMPLE_ENABLED", "False",
                "VIGNETTE_SAMPLE_READ_TIMEOUT", "1m",
                "VIGNETTE_SAMPLE_MAX_BYTES", "1GiB",
                "VIGNETTE_SAMPLE_FOLDER", "/srv/images",
                "VIGNETTE_SAMPLE_COLOUR", "RED",
                "VIGNETTE_SAMPLE_THREADS", "3",
                "VIGNETTE_SAMPLE_SIZES", " 3KiB ,, 4 ",
                "VIGNETTE_SAMPLE_SIGNING_KEYS_SPRING_2026", "s=cr,et${x}");

        assertThat(Settings.of(environment).bind(Sample.class))
                .isEqualTo(new Sample(
                        "some text",
                        1,
                        Long.MAX_VALUE,
                        1.0,
                        false,
                        Duration.ofMinutes(1),
                        new ByteSize(1 << 30),
                        Path.of("/srv/images"),
                        Colour.RED,
                        Optional.of(3),
                        List.of(new ByteSize(3072), new ByteSize(4)),
                        Map.of("spring-2026", "s=cr,et${x}")));
    }

    @Test
    void bind_fileBelowEnvironment_environmentWins() throws IOException {
        Path file = file("""
                vignette.sample.text=from the file
                vignette.sample.read-timeout=7s
                vignette.sample.signing-keys.a=file a
                vignette.sample.signing-keys.snake_case=file b
                """);

        Map<String, String> environment = environment(
                "VIGNETTE_SAMPLE_READ_TIMEOUT", "9s",
                "VIGNETTE_SAMPLE_SIGNING_KEYS_A", "environment a",
                "VIGNETTE_CONFIG_FILE", file.toString());
        Sample sample = Settings.load(environment).bind(Sample.class);

        assertThat(sample.text()).isEqualTo("from the file");
        assertThat(sample.readTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(sample.signingKeys())
                .containsExactly(Map.entry("a", "environment a"), Map.entry("snake_case", "file b"));
    }

    @Test
    void bind_blankValue_countsAsNotSet() {
        Sample sample = bind("VIGNETTE_SAMPLE_PORT", " ", "VIGNETTE_SAMPLE_SIGNING_KEYS_A", "");
        assertThat(sample.port()).isEqualTo(8080);
        assertThat(sample.signingKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            PORT          | eighty   | 'eighty' is not a whole number
            PORT          | 65536    | '65536' is not between 1 and 65535
            PORT          | 0        | '0' is not between 1 and 65535
            PORT          | 1e3      | '1e3' is not a whole number
            COUNT         | 1.5      | '1.5' is not a whole number
            COUNT         | -1       | '-1' is not at least 0
            RATIO         | half     | 'half' is not a number
            RATIO         | NaN      | 'NaN' is not a number
            RATIO         | 1.01     | '1.01' is not between 0 and 1
            ENABLED       | yes      | 'yes' is neither true nor false
            READ_TIMEOUT  | 5        | '5' is not a duration such as 500ms, 5s, 2m, 1h or 30d
            READ_TIMEOUT  | 2m       | '2m' is not between 100ms and 1m
            MAX_BYTES     | 2GiB     | '2GiB' is not between 1B and 1GiB
            MAX_BYTES     | 64MB     | '64MB' is not a size such as 64MiB
            COLOUR        | green    | 'green' is not one of red, dark-blue
            THREADS       | 0        | '0' is not at least 1
            SIZES         | 1KiB, 0B | '0B' is not at least 1B
            """)
    void bind_badValue_namesKeyAndBounds(String key, String value, String problem) {
        assertThatThrownBy(() -> bind("VIGNETTE_SAMPLE_" + key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessage("VIGNETTE_SAMPLE_" + key + ": " + problem);
    }

    @Test
    void load_missingFile_namesKeyAndFile() {
        Path missing = folder.resolve("none.properties");
        assertThatThrownBy(() -> Settings.load(Map.of("VIGNETTE_CONFIG_FILE", missing.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_CONFIG_FILE: cannot read " + missing);
    }

    record Picky(
            @Setting(key = "vignette.picky.low", defaultValue = "2", doc = "Low.")
            int low,

            @Setting(key = "vignette.picky.high", defaultValue = "3", doc = "High.")
            int high) {
        Picky {
            if (low > high) {
                throw new ConfigException("VIGNETTE_PICKY_LOW", "is above VIGNETTE_PICKY_HIGH");
            }
        }
    }

    @Test
    void bind_recordRejectsValues_passesItsMessageOn() {
        var settings = Settings.of(Map.of("VIGNETTE_PICKY_LOW", "4"));
        assertThatThrownBy(() -> settings.bind(Picky.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("VIGNETTE_PICKY_LOW: is above VIGNETTE_PICKY_HIGH");
    }

    @Test
    void unknown_misspeltNames_areFoundInEnvironmentAndFile() throws IOException {
        Path file = file("""
                vignette.sample.text=known
                vignette.sample.signing-keys.a=known
                vignette.sample.txt=misspelt
                sample.text=without its prefix
                VIGNETTE_SAMPLE_TEXT=not a name for a file
                """);
        Map<String, String> environment = environment(
                "VIGNETTE_SAMPLE_READ_TIMEOUT", "9s",
                "VIGNETTE_SAMPLE_SIGNING_KEYS_A", "known",
                "VIGNETTE_SAMPLE_SIGNING_KEYSA", "misspelt",
                "VIGNETTE_SAMPLE_MAX_BYTE", "1",
                "PATH", "not ours");

        assertThat(Settings.of(environment, file).unknown(SECTIONS))
                .containsExactly(
                        "VIGNETTE_SAMPLE_MAX_BYTE",
                        "VIGNETTE_SAMPLE_SIGNING_KEYSA",
                        "VIGNETTE_SAMPLE_TEXT",
                        "sample.text",
                        "vignette.sample.txt");
    }
}
