package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A file that is not what it was leaves no descriptor open.
@EnabledOnOs(OS.LINUX)
final class ContentTest {
    @TempDir
    private Path folder;

    @Test
    void open_shortenedFile_failsAndLeavesNothingOpen() throws IOException {
        Path file = Files.write(folder.resolve("short"), new byte[10]);

        assertThatThrownBy(() -> new Content.InFile(file, 1, 30, 1000).open()).isInstanceOf(EOFException.class);

        assertThat(descriptorsOf(file)).isZero();
    }

    @Test
    void open_anotherFile_failsAndLeavesNothingOpen() throws IOException {
        Path file = Files.write(folder.resolve("other"), new byte[1000]);

        assertThatThrownBy(() -> new Content.InFile(file, 1, 30, 900).open()).isInstanceOf(NoSuchFileException.class);

        assertThat(descriptorsOf(file)).isZero();
        try (var _ = new Content.InFile(file, 0, 30, 900).open()) {
            assertThat(descriptorsOf(file)).isOne();
        }
    }

    private static long descriptorsOf(Path file) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> leadsTo(descriptor, file)).count();
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (NoSuchFileException e) {
            return false; // it was closed meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
