package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportSourcesTest {
    private static final String ID = "0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be11";

    @TempDir
    private Path folder;

    @Test
    void below_folders_areReadInTheOrderOfNames() throws IOException {
        write("b/2.jpg", "b/1.jpg", "a.jpg", "c/d/e.png", "c/x.gif");

        var sources = ImportSources.below(folder, true);

        assertThat(names(sources)).containsExactly("a.jpg", "1.jpg", "2.jpg", "e.png", "x.gif");
        assertThat(sources.count()).isEqualTo(5);
    }

    @Test
    void below_whatAnExportWritesBesideImages_isNoFailure() throws IOException {
        write(ID + ".png", ID + ".json", "notes.json", ".hidden", ".cache/y.png");

        assertThat(names(ImportSources.below(folder, true))).containsExactly(ID + ".png", "notes.json");
    }

    @Test
    void below_laterFolder_isReadWhenThoseBeforeAreDone() throws IOException {
        write("a/1.jpg", "b/1.jpg");
        try (var all = ImportSources.below(folder, true).list()) {
            var each = all.iterator();
            assertThat(each.next().place()).endsWith("a/1.jpg");
            write("b/0.jpg");
            assertThat(each.next().place()).endsWith("b/0.jpg");
        }
    }

    @Test
    void below_folderThatCannotBeRead_failsAlone() throws IOException {
        write("a.jpg", "b/1.jpg", "c.jpg");
        Path closed = folder.resolve("b");
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeFalse(Files.isReadable(closed), "root reads whatever there is");
            try (var all = ImportSources.below(folder, true).list()) {
                List<ImportTask.Source> sources = all.toList();
                assertThat(sources).extracting(ImportTask.Source::name).containsExactly("a.jpg", "b", "c.jpg");
                assertThatThrownBy(() -> sources.get(1).opening().open()).isInstanceOf(IOException.class);
            }
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void below_noFolder_isRefused() throws IOException {
        write("a.jpg");

        assertThatThrownBy(() -> ImportSources.below(folder.resolve("a.jpg"), true))
                .isInstanceOf(VignetteException.class);
    }

    private static List<String> names(ImportSources sources) {
        try (var all = sources.list()) {
            return all.map(ImportTask.Source::name).toList();
        }
    }

    private void write(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }
}
