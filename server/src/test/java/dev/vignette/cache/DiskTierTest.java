package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTierTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final long ROOM = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void find_afterPut_isEqual() {
        DiskTier tier = tier(CLOCK);
        CachedRendition rendition = rendition(3000, 1);
        tier.put("key", rendition);
        assertSame(tier.find("key"), rendition);
        assertThat(tier.find("other")).isEmpty();
    }

    @Test
    void find_afterRestart_isThere() {
        CachedRendition rendition = rendition(3000, 1);
        tier(CLOCK).put("key", rendition);
        assertSame(tier(CLOCK).find("key"), rendition);
    }

    @Test
    void find_noLongerFresh_isGoneWithItsFile() throws IOException {
        tier(CLOCK).put("key", rendition(3000, 1));
        DiskTier later = tier(Clock.offset(CLOCK, Duration.ofHours(2)));
        assertThat(later.find("key")).isEmpty();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30, 500, 2900})
    void find_tornFile_isNeverServed(int length) throws IOException {
        tier(CLOCK).put("key", rendition(3000, 1));
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        assertThat(tier(CLOCK).find("key")).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void find_anyByteChanged_isNeverServed() throws IOException {
        tier(CLOCK).put("key", rendition(200, 1));
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            Files.write(file, changed);
            assertThat(tier(CLOCK).find("key")).as("byte %d", i).isEmpty();
        }
    }

    @Test
    void put_moreThanThereIsRoomFor_staysWithinIt() throws Exception {
        DiskTier tier = tier(CLOCK);
        for (int i = 0; i < 200; i++) {
            tier.put("key" + i, rendition(20_000, i));
        }
        await(() -> bytes() <= ROOM);
        assertThat(bytes()).isGreaterThan(ROOM / 2);
    }

    @Test
    void put_afterRestartWithAFullFolder_staysWithinRoom() throws Exception {
        DiskTier first = tier(CLOCK);
        for (int i = 0; i < 40; i++) {
            first.put("key" + i, rendition(20_000, i));
        }
        DiskTier second = tier(CLOCK);
        for (int i = 40; i < 100; i++) {
            second.put("key" + i, rendition(20_000, i));
        }
        await(() -> bytes() <= ROOM);
    }

    @Test
    void start_unfinishedFiles_areSwept() throws IOException {
        tier(CLOCK);
        Path left = Files.write(folder.resolve("unfinished").resolve("left"), new byte[10]);
        tier(CLOCK);
        assertThat(left).doesNotExist();
    }

    private DiskTier tier(Clock clock) {
        return new DiskTier(folder, ROOM, clock);
    }

    private static CachedRendition rendition(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        var image = new EncodedImage(bytes, Format.WEBP, new Dimensions(30, 20));
        return new CachedRendition(image, "\"tag\"", Optional.of(NOW.minusSeconds(99)), NOW, Duration.ofHours(1));
    }

    private static void assertSame(Optional<CachedRendition> found, CachedRendition rendition) {
        assertThat(found).isPresent();
        assertThat(found.get()).usingRecursiveComparison().isEqualTo(rendition);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private long bytes() throws IOException {
        return files().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /// Eviction goes on in the background.
    private static void await(Check check) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!check.holds()) {
            assertThat(System.nanoTime()).as("still not so after 10 s").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private interface Check {
        boolean holds() throws Exception;
    }
}
