package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.TestClock;
import dev.vignette.storage.FileCache;
import dev.vignette.storage.FileName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The writer is held up by a first rendition, whose bytes are to come from a pipe that nobody writes to yet.
@Timeout(60)
@EnabledOnOs(OS.LINUX)
final class PendingWritesTest {
    private static final FileName NAME = FileName.of("a", "w=10");
    private static final FileName FIRST = FileName.of("pipe", "");

    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    /// A rendition whose writing waits for the pipe, and fails when that is released.
    private Entry waitingFor(Path pipe) {
        var small = Renditions.of(10, Renditions.HOUR, clock);
        return Renditions.entry("pipe", small.with(new Content.InFile(pipe, 0, 0, 10)));
    }

    /// Gives the writer what waits for the pipe, and comes back when it is at that.
    private void holdUp(PendingWrites writes, FileName name, Entry waiting) throws InterruptedException, IOException {
        writes.put(name, waiting);
        while (parts() == 0) {
            Thread.sleep(2);
        }
    }

    private long parts() throws IOException {
        try (Stream<Path> parts = Files.list(folder.resolve("kept/unfinished"))) {
            return parts.count();
        }
    }

    private static void release(Path pipe) throws IOException {
        try (var _ = Files.newByteChannel(pipe, StandardOpenOption.WRITE)) { // waits for the reader
            assertThat(pipe).exists();
        }
    }

    private Entry entry(int size, String... tags) {
        return Renditions.entry("a", Renditions.of(size, Renditions.HOUR, clock), tags);
    }

    private FileCache files() {
        return new FileCache(folder.resolve("kept"), 100 << 20);
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kept"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("kept/unfinished")))
                    .toList();
        }
    }

    @Test
    void remove_severalOfOneName_noneIsWritten() throws Exception {
        Path pipe = pipe();
        try (var writes = new PendingWrites(files(), "1")) {
            holdUp(writes, FIRST, waitingFor(pipe));
            writes.put(NAME, entry(10));
            writes.put(NAME, entry(20));
            assertThat(writes.remove(NAME, _ -> true)).isPresent();
            release(pipe);
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void remove_whileOneIsBeingWrittenAndOneWaits_noneIsWritten() throws Exception {
        Path pipe = pipe();
        try (var writes = new PendingWrites(files(), "1")) {
            var busy = new Entry(entry(10).key(), Tags.NONE, waitingFor(pipe).rendition());
            holdUp(writes, NAME, busy);
            writes.put(NAME, entry(20, "red"));
            assertThat(writes.remove(
                            NAME, change -> change.covered(new Purge.Tag("red")).isPresent()))
                    .isPresent();
            release(pipe);
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void put_noRoomLeft_olderOnesOfTheNameAreGone() throws Exception {
        Path pipe = pipe();
        try (var writes = new PendingWrites(files(), "1")) {
            writes.put(NAME, entry(5));
        }
        assertThat(written()).hasSize(1);
        try (var writes = new PendingWrites(files(), "1")) {
            holdUp(writes, FIRST, waitingFor(pipe));
            writes.put(NAME, entry(10));
            writes.put(NAME, entry(20));
            writes.put(NAME, entry(33 << 20));
            assertThat(writes.find(NAME, () -> Optional.of(entry(5)))).isEmpty();
            assertThat(written()).as("the caller does not wait for the disk").hasSize(1);
            release(pipe);
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void put_roomTakenAndFreedAgain_isWritten() throws Exception {
        Path pipe = pipe();
        try (var writes = new PendingWrites(files(), "1")) {
            holdUp(writes, FIRST, waitingFor(pipe));
            for (int i = 0; i < 100; i++) {
                writes.put(NAME, entry(1 << 20)); // each takes the place of the one before
            }
            writes.put(FileName.of("b", ""), entry(1));
            release(pipe);
        }
        assertThat(written()).hasSize(2);
    }

    @Test
    void tag_severalAtOnce_areOneFile() throws Exception {
        var files = files();
        try (var writes = new PendingWrites(files, "1")) {
            writes.put(NAME, entry(10, "red"));
        }
        Set<Object> seen = new HashSet<>();
        try (var writes = new PendingWrites(files, "1")) {
            for (int i = 0; i < 50; i++) {
                writes.tag(NAME, entry(10).key(), new Tags(Set.of("t" + i)));
                seen.add(identity(files.find(NAME)));
                Thread.sleep(2);
            }
            assertThat(writes.find(NAME, () -> Optional.of(entry(10, "red")))
                            .orElseThrow()
                            .tags()
                            .names())
                    .contains("red", "t0", "t49");
        }
        assertThat(seen).as("files that it was in meanwhile").hasSizeLessThan(25);
        var label = RenditionFile.label(files.find(NAME)).orElseThrow();
        assertThat(label.tags().names()).hasSize(51).contains("red", "t0", "t49");
    }

    /// Another one for each file that was written.
    private static Object identity(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
