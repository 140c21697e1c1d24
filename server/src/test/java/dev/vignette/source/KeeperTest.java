package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeeperTest {
    private static final Instant ADDED = Instant.parse("2026-01-31T08:00:00Z");

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[300_000];
    private String sha256 = "";

    @BeforeEach
    void fill() throws Exception {
        new Random(1).nextBytes(bytes);
        sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void fetch_fileOnTheLocalDisk_isReadWhereItIs() throws IOException {
        Path file = Files.write(folder.resolve("kept"), bytes);

        assertThat(read(kept(Optional.of(file)), Map.of())).isEqualTo(bytes);
    }

    @Test
    void fetch_fileInAStore_isCopied() {
        assertThat(read(kept(Optional.empty()), Map.of())).isEqualTo(bytes);
    }

    @Test
    void fetch_fileInAStoreWithoutMemory_isCopiedToAFile() {
        assertThat(read(kept(Optional.empty()), Map.of("VIGNETTE_SOURCE_MEMORY", "400KiB")))
                .isEqualTo(bytes);
    }

    @Test
    void fetch_damagedFile_isNotHandedOut() throws IOException {
        byte[] damaged = bytes.clone();
        damaged[200_000] ^= 1;
        Path file = Files.write(folder.resolve("kept"), damaged);

        assertCode(ErrorCode.INTERNAL, kept(Optional.of(file)), Map.of());
    }

    @Test
    void fetch_fileThatBecameShorter_isNotHandedOut() throws IOException {
        Path file = Files.write(folder.resolve("kept"), new byte[10]);

        assertCode(ErrorCode.SOURCE_FAILED, kept(Optional.of(file)), Map.of());
    }

    @Test
    void fetch_fileThatIsGone_failsHere() {
        assertCode(ErrorCode.INTERNAL, kept(Optional.of(folder.resolve("gone"))), Map.of());
    }

    @Test
    void fetch_largerThanOriginalsMayBe_isTooLarge() {
        assertCode(ErrorCode.SOURCE_TOO_LARGE, kept(Optional.empty()), Map.of("VIGNETTE_SOURCE_MAX_BYTES", "299999"));
    }

    @Test
    void fetch_whatTheKeeperSays_isSaidOfTheOriginal() {
        try (Original original = originals(kept(Optional.empty()), Map.of()).fetch(new SourceUrl.Kept("id"))) {
            assertThat(original.lastModified()).contains(ADDED);
            assertThat(original.size()).isEqualTo(bytes.length);
            assertThat(original.stale()).isFalse();
        }
    }

    private void assertCode(ErrorCode code, Keeper.Kept kept, Map<String, String> settings) {
        assertThatThrownBy(() -> read(kept, settings))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private byte[] read(Keeper.Kept kept, Map<String, String> settings) {
        try (Original original = originals(kept, settings).fetch(new SourceUrl.Kept("id"))) {
            var beginning = ByteBuffer.allocate(10);
            original.peek(5, beginning);
            assertThat(beginning.array()).isEqualTo(Arrays.copyOfRange(bytes, 5, 15));
            return original.read(buffer -> {
                byte[] all = new byte[buffer.remaining()];
                buffer.get(all);
                return all;
            });
        }
    }

    private KeptOriginals originals(Keeper.Kept kept, Map<String, String> settings) {
        var all = Settings.of(settings);
        var store = new BodyStore(all.bind(SourceCacheConfig.class), folder.resolve("spill"), Optional.empty());
        return new KeptOriginals(all.bind(SourceConfig.class), store, _ -> kept);
    }

    private Keeper.Kept kept(Optional<Path> path) {
        return new Keeper.Kept(sha256, bytes.length, path, () -> new ByteArrayInputStream(bytes), ADDED);
    }
}
