package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskTierTest {
    private static final long ROOM = 2 << 20;
    private static final StaleWindows WINDOWS = new StaleWindows(Duration.ofMinutes(1), Duration.ofHours(1));

    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    @Test
    void find_afterPut_isEqual() {
        try (DiskTier tier = tier("1")) {
            Entry entry = entry("a");
            tier.put(entry);
            assertFound(tier, entry);
            assertThat(tier.find(Renditions.key("other"))).isEmpty();
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void find_afterRestart_isThereWithItsTags() {
        Entry entry = entry("a", "red", "blue");
        keep(entry);
        try (DiskTier tier = tier("1")) {
            assertFound(tier, entry);
            assertThat(tier.statistics()).isEqualTo(new TierStatistics(1, 0, 1, 4096));
        }
    }

    @Test
    void find_ofAnotherGeneration_isEmpty() {
        keep(entry("a"));
        try (DiskTier tier = tier("2")) {
            assertThat(tier.find(Renditions.key("a"))).isEmpty();
        }
    }

    @Test
    void find_stale_isThereUntilItIsOfNoUse() {
        keep(entry("a"));
        try (DiskTier tier = tier("1")) {
            clock.advance(Duration.ofMinutes(119));
            assertThat(tier.find(Renditions.key("a"))).isPresent();
            clock.advance(Duration.ofMinutes(1));
            assertThat(tier.find(Renditions.key("a"))).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30, 100, 2900})
    void find_tornFile_isNeverServed(int length) throws IOException {
        keep(entry("a"));
        Path file = files().getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        try (DiskTier tier = tier("1")) {
            assertThat(tier.find(Renditions.key("a"))).isEmpty();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void find_anyByteChanged_isNeverServed() throws IOException {
        keep(Renditions.entry("a", Renditions.of(200, Renditions.HOUR, clock), "red"));
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        try (DiskTier tier = tier("1")) {
            for (int i = 0; i < whole.length; i++) {
                byte[] changed = whole.clone();
                changed[i] ^= 0x10;
                Files.write(file, changed);
                assertThat(tier.find(Renditions.key("a"))).as("byte %d", i).isEmpty();
            }
            Files.write(file, whole);
            assertThat(tier.find(Renditions.key("a"))).isPresent();
        }
    }

    @Test
    void find_large_isAFileThatWasCheckedOnce() throws Exception {
        Entry entry = Renditions.entry("a", Renditions.of(CachedRendition.LARGE, Renditions.HOUR, clock));
        keep(entry);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        byte[] torn = whole.clone();
        torn[torn.length - 1] ^= 1;
        try (DiskTier tier = tier("1")) {
            var content = (Content.InFile)
                    tier.find(entry.key()).orElseThrow().rendition().content();
            assertThat(content.read()).isEqualTo(entry.rendition().content().read());
            Files.write(file, torn);
            assertThat(tier.find(entry.key())).as("not read again").isPresent();
            torn[20] ^= 1;
            Files.write(file, torn);
            assertThatThrownBy(content::open).as("another file").isInstanceOf(IOException.class);
        }
        torn[20] ^= 1;
        Files.write(file, torn);
        try (DiskTier tier = tier("1")) {
            assertThat(tier.find(entry.key())).isEmpty();
        }
    }

    @Test
    void put_moreThanThereIsRoomFor_staysWithinIt() {
        for (int round = 0; round < 2; round++) { // the second time on a full folder
            try (DiskTier tier = tier("1")) {
                for (int i = 0; i < 200; i++) {
                    tier.put(Renditions.entry("a" + round + i, Renditions.of(20_000, Renditions.HOUR, clock)));
                }
            }
            try (DiskTier tier = tier("1")) {
                assertThat(tier.purge(new Purge.Url("none"))).isZero(); // waits for the index
                assertThat(tier.statistics().bytes()).isBetween(ROOM / 2, ROOM);
            }
            assertThat(bytes()).isBetween(ROOM / 2, ROOM);
        }
    }

    @Test
    void put_diskThatTakesNothing_keepsNothingAndGoesOn() throws IOException {
        try (DiskTier tier = tier("1")) {
            Path unfinished = folder.resolve("unfinished");
            Files.delete(unfinished);
            tier.put(entry("a"));
            tier.put(entry("b"));
        }
        assertThat(files()).isEmpty();
        Entry entry = entry("c");
        keep(entry);
        assertThat(files()).hasSize(1);
    }

    @Test
    void purge_ofEachKind_removesWhatItCovers() {
        keep(entry("http://a/1", "red"), entry("http://a/2"), entry("http://b/1", "red", "blue"), entry("http://b/2"));
        try (DiskTier tier = tier("2")) { // also what another generation left
            assertThat(tier.sources(new Purge.Tag("red"))).containsExactlyInAnyOrder("http://a/1", "http://b/1");
            assertThat(tier.purge(new Purge.Url("http://a/"))).isZero();
            assertThat(tier.purge(new Purge.Url("http://a/2"))).isOne();
            assertThat(tier.purge(new Purge.Tag("blue"))).isOne();
            assertThat(tier.purge(new Purge.Prefix("http://a/"))).isOne();
            assertThat(files()).hasSize(1);
            assertThat(tier.purge(new Purge.All())).isOne();
            assertThat(files()).isEmpty();
            assertThat(tier.statistics().entries()).isZero();
        }
    }

    @Test
    void purge_whatWaitsToBeWritten_isNotWritten() {
        try (DiskTier tier = tier("1")) {
            for (int i = 0; i < 300; i++) {
                tier.put(entry("a" + i, "red"));
            }
            assertThat(tier.purge(new Purge.Tag("red"))).isEqualTo(300);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void start_unfinishedFiles_areSwept() throws IOException {
        tier("1").close();
        Path left = Files.write(folder.resolve("unfinished").resolve("left"), new byte[10]);
        tier("1").close();
        assertThat(left).doesNotExist();
    }

    private DiskTier tier(String generation) {
        return new DiskTier(folder, ROOM, generation, WINDOWS, clock);
    }

    private void keep(Entry... entries) {
        try (DiskTier tier = tier("1")) {
            for (Entry entry : entries) {
                tier.put(entry);
            }
        }
    }

    private Entry entry(String source, String... tags) {
        return Renditions.entry(source, Renditions.of(3000, Renditions.HOUR, clock), tags);
    }

    private static void assertFound(DiskTier tier, Entry entry) {
        assertThat(tier.find(entry.key()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(entry);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long bytes() {
        return files().stream().mapToLong(file -> file.toFile().length()).sum();
    }
}
