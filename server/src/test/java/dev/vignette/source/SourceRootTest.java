package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceRootTest {
    @TempDir
    private Path folder;

    /// `data/blobs` leads to `disk`, `link` to `pictures`.
    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(folder.resolve("pictures/holiday"));
        Files.createDirectories(folder.resolve("disk"));
        Files.createDirectories(folder.resolve("data/originals"));
        Files.createSymbolicLink(folder.resolve("data/blobs"), folder.resolve("disk"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("pictures"));
    }

    private void check(String root, String data) {
        var environment = Map.of("VIGNETTE_SOURCE_ROOT", folder.resolve(root).toString());
        SourceRoot.requireApart(Settings.of(environment).bind(SourceConfig.class), folder.resolve(data));
    }

    @ParameterizedTest
    @CsvSource({
        "pictures, pictures",
        "pictures, pictures/data",
        "pictures, pictures/new/data",
        "pictures, pictures/holiday/../data",
        "pictures/holiday, pictures",
        "link, pictures/data",
        "pictures, link/data",
        "pictures, link/new/data",
        "data/originals, data",
        "disk, data",
    })
    void requireApart_oneWithinTheOther_isRefused(String root, String data) {
        assertThatThrownBy(() -> check(root, data))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_SOURCE_ROOT: ")
                .hasMessageContaining("data folder");
    }

    @ParameterizedTest
    @CsvSource({"pictures, data", "pictures, pictures2", "pictures, new/data", "pictures/holiday, pictures/data"})
    void requireApart_besideEachOther_isFine(String root, String data) {
        assertThatCode(() -> check(root, data)).doesNotThrowAnyException();
    }

    @Test
    void requireApart_noRoot_isFine() {
        assertThatCode(() -> SourceRoot.requireApart(Settings.of(Map.of()).bind(SourceConfig.class), folder))
                .doesNotThrowAnyException();
    }
}
