package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalOriginalsTest {
    private final Path outside;
    private final Path root;

    LocalOriginalsTest(@TempDir Path outside) {
        this.outside = outside;
        this.root = outside.resolve("root");
    }

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(root.resolve("holiday"));
        Files.writeString(root.resolve("holiday/beach 1.jpg"), "beach");
        Files.writeString(root.resolve(".hidden"), "hidden");
        Files.writeString(root.resolve("large"), "0123456789ABCDEF!");
        Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(outside.resolve("root-secret"), "secret");
        Files.createSymbolicLink(root.resolve("out"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("beside"), outside.resolve("root-secret"));
        Files.createSymbolicLink(root.resolve("up"), outside);
        Files.createSymbolicLink(root.resolve("in"), Path.of("holiday"));
    }

    @Test
    void fetch_file_isReadWhole() throws IOException {
        var modified = Instant.parse("2020-01-02T03:04:05Z");
        Files.setLastModifiedTime(root.resolve("holiday/beach 1.jpg"), FileTime.from(modified));

        Original original = originals().fetch(new SourceUrl.Local("holiday/beach 1.jpg"));

        assertThat(Fetching.bytes(original)).asString().isEqualTo("beach");
        assertThat(original.lastModified()).contains(modified);
        assertThat(original.maxAge()).contains(Duration.ofMinutes(1));
    }

    @Test
    void fetch_linkWithinRoot_isFollowed() {
        assertThat(Fetching.bytes(originals().fetch(new SourceUrl.Local("in/beach 1.jpg"))))
                .asString()
                .isEqualTo("beach");
    }

    @Test
    void fetch_rootThatIsALink_isRead() throws IOException {
        Path link = Files.createSymbolicLink(outside.resolve("link"), root);

        assertThat(Fetching.bytes(originals(link).fetch(new SourceUrl.Local("holiday/beach 1.jpg"))))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../secret", "holiday/../../secret", "holiday/../large", "..", "out", "beside", "up/secret"})
    void fetch_outOfRoot_isNotAllowed(String path) {
        assertFails(path, ErrorCode.SOURCE_NOT_ALLOWED);
    }

    @Test
    void fetch_absolutePath_isNotAllowed() {
        assertFails(outside.resolve("secret").toString(), ErrorCode.SOURCE_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"missing", "holiday", "holiday/beach 1.jpg/x", ".hidden", "./large", "a\u0000b", "", "a/.b/c"})
    void fetch_noSuchFile_isNotFound(String path) {
        assertFails(path, ErrorCode.SOURCE_NOT_FOUND);
    }

    @Test
    @Timeout(120)
    void fetch_pipe_isNotFound() throws IOException, InterruptedException {
        Path pipe = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertFails("pipe", ErrorCode.SOURCE_NOT_FOUND);
    }

    @Test
    void fetch_largerThanTheCap_isTooLarge() throws IOException {
        assertFails("large", ErrorCode.SOURCE_TOO_LARGE);

        Files.writeString(root.resolve("large"), "0123456789ABCDEF");
        assertThat(Fetching.bytes(originals().fetch(new SourceUrl.Local("large"))))
                .hasSize(16);
    }

    @Test
    void fetch_withoutRoot_isNotAllowed() {
        var none = originals(Map.of());

        assertThatThrownBy(() -> none.fetch(new SourceUrl.Local("large")))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(ErrorCode.SOURCE_NOT_ALLOWED);
    }

    @Test
    void constructor_rootIsNoFolder_namesTheKey() {
        assertThatThrownBy(() -> originals(outside.resolve("secret")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_SOURCE_ROOT: ");
        assertThatThrownBy(() -> originals(outside.resolve("missing"))).isInstanceOf(ConfigException.class);
    }

    private void assertFails(String path, ErrorCode code) {
        assertThatThrownBy(() -> originals().fetch(new SourceUrl.Local(path)))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(code);
    }

    private LocalOriginals originals() {
        return originals(root);
    }

    private static LocalOriginals originals(Path root) {
        var environment = Map.of("VIGNETTE_SOURCE_ROOT", root.toString(), "VIGNETTE_SOURCE_MAX_BYTES", "16");
        return originals(environment);
    }

    private static LocalOriginals originals(Map<String, String> environment) {
        var settings = Settings.of(environment);
        var store =
                new BodyStore(settings.bind(SourceCacheConfig.class), Path.of("target", "originals"), Optional.empty());
        return new LocalOriginals(settings.bind(SourceConfig.class), store);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fetch_fileThatComesAndGoes_leavesNoDescriptor() throws Exception {
        Path here = Files.writeString(root.resolve("flicker"), "here");
        Path gone = outside.resolve("flicker-gone");
        var over = new AtomicBoolean();
        var flicker = Thread.ofPlatform().start(() -> {
            try {
                while (!over.get()) {
                    Files.move(here, gone);
                    Files.move(gone, here);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        LocalOriginals originals = originals();
        for (int i = 0; i < 10_000; i++) {
            try {
                originals.fetch(new SourceUrl.Local("flicker")).close();
            } catch (VignetteException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
            }
        }
        over.set(true);
        flicker.join();

        assertThat(descriptors("flicker")).isZero();
    }

    /// How many descriptors of this process are of files that are called so.
    private static long descriptors(String name) throws IOException {
        try (Stream<Path> each = Files.list(Path.of("/proc/self/fd"))) {
            return each.filter(descriptor -> leadsTo(descriptor, name)).count();
        }
    }

    private static boolean leadsTo(Path descriptor, String name) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains(name);
        } catch (IOException e) { // closed since it was listed
            return false;
        }
    }

    /// Who reads a whole file waits for memory; who looks into it does not.
    @Test
    void peek_allMemoryTaken_waitsForNone() {
        var originals = originals(Map.of("VIGNETTE_SOURCE_ROOT", root.toString(), "VIGNETTE_SOURCE_MEMORY", "0"));
        Original other = originals.fetch(new SourceUrl.Local("large"));
        Original original = originals.fetch(new SourceUrl.Local("holiday/beach 1.jpg"));
        byte[] seen = other.read(_ -> {
            var target = ByteBuffer.allocate(3);
            original.peek(1, target);
            return target.array();
        });

        assertThat(seen).asString().isEqualTo("eac");
        assertThat(original.size()).isEqualTo(5);
        original.close();
        other.close();
    }
}
