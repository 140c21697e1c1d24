package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.library.RenditionStore.Outcome;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Renditions that are kept, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class RenditionStoreTest {
    private static final String FORM = " f=webp&w=20";
    private static final byte[] ORIGINAL = {1, 2, 3};

    private final TestClock clock = new TestClock();
    private final Database database;
    private final BlobStore blobs;
    private final Shelf shelf;
    private final RenditionStore store;

    RenditionStoreTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
        blobs = BlobStore.open(Settings.of(Map.of()).bind(BlobConfig.class), folder);
        shelf = Shelf.toAddTo(database, blobs, clock);
        store = RenditionStore.open(database, blobs, "1", clock);
    }

    @AfterEach
    void close() {
        blobs.close();
        database.close();
    }

    @Test
    void keep_newRendition_isFoundByOtherServersOfTheSameGeneration() {
        String image = image();

        Outcome outcome = store.keep(image, FORM, () -> encoded(7));

        assertThat(outcome).isEqualTo(Outcome.MADE);
        var there = RenditionStore.open(database, blobs, "1", clock);
        var found = there.find(image, FORM).orElseThrow();
        assertThat(found.image().bytes()).isEqualTo(encoded(7).bytes());
        assertThat(found.image().format()).isEqualTo(Format.WEBP);
        assertThat(found.image().dimensions()).isEqualTo(new Dimensions(20, 10));
        assertThat(found.made()).isEqualTo(clock.instant());
        assertThat(found.original()).isEqualTo(new ImageId(image).created());
        assertThat(there.find(image, " f=webp&w=21")).isEmpty();
        assertThat(RenditionStore.open(database, blobs, "2", clock).find(image, FORM))
                .isEmpty();
    }

    @Test
    void keep_whatIsThere_isNotMadeAgain() {
        String image = image();
        var _ = store.keep(image, FORM, () -> encoded(7));

        Outcome again = store.keep(image, FORM, () -> {
            throw new AssertionError("made again");
        });

        assertThat(again).isEqualTo(Outcome.THERE);
    }

    @Test
    void keep_fileThatIsGoneOrDamaged_isMadeAgain() throws Exception {
        String image = image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        for (byte[] damage : List.of(new byte[] {1}, new byte[0], encoded(9).bytes())) {
            boolean gone = damage.length == 0;
            if (gone) {
                Files.delete(file());
            } else {
                Files.write(file(), damage);
            }
            assertThat(store.find(image, FORM)).as("rather made than shown").isEmpty();
            int seed = gone ? 8 : 7;

            Outcome outcome = store.keep(image, FORM, () -> encoded(seed));

            assertThat(outcome).isEqualTo(Outcome.MADE);
            assertThat(store.find(image, FORM).orElseThrow().image().bytes())
                    .isEqualTo(encoded(seed).bytes());
        }
    }

    @Test
    void keep_damagedThatAnotherMendsMeanwhile_leavesWhatTheOtherMade() throws Exception {
        String image = image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        Files.write(file(), new byte[] {1});
        var other = RenditionStore.open(database, blobs, "1", clock);

        Outcome outcome = store.keep(image, FORM, () -> {
            assertThat(other.keep(image, FORM, () -> encoded(8))).isEqualTo(Outcome.MADE);
            return encoded(9);
        });

        assertThat(outcome).isEqualTo(Outcome.THERE);
        assertThat(store.find(image, FORM).orElseThrow().image().bytes())
                .isEqualTo(encoded(8).bytes());
        assertThat(rows()).isEqualTo(1);
    }

    /// The grace time of a library may be as short as a second, and the clock may jump.
    @Test
    void keep_fileThatASweepTakesMeanwhile_isAddedAgain() {
        String image = image();
        var late = new LateCommits(blobs, 2, this::graceIsOver);
        var other = RenditionStore.open(database, late, "1", clock);

        assertThat(other.keep(image, FORM, () -> encoded(7))).isEqualTo(Outcome.MADE);
        assertThat(late.left()).as("commits after which the time is over").isZero();
        sweepAll();
        assertThat(store.find(image, FORM).orElseThrow().image().bytes())
                .isEqualTo(encoded(7).bytes());
    }

    @Test
    void keep_fileThatSweepsTakeAgainAndAgain_canBeTriedLater() {
        String image = image();
        var late = new LateCommits(blobs, Integer.MAX_VALUE, this::graceIsOver);
        var other = RenditionStore.open(database, late, "1", clock);

        assertThatThrownBy(() -> other.keep(image, FORM, () -> encoded(7)))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(store.keep(image, FORM, () -> encoded(7))).isEqualTo(Outcome.MADE);
    }

    private void graceIsOver() {
        clock.advance(Duration.ofHours(2));
        assertThat(shelf.sweep(clock.instant().minus(Duration.ofHours(1)), false, 10))
                .isEqualTo(1);
    }

    /// Where the only rendition is.
    private Path file() {
        String sha256 = database.read(handle -> handle.createQuery("SELECT sha256 FROM rendition")
                .mapTo(String.class)
                .one());
        return blobs.path(new BlobKey(sha256)).orElseThrow();
    }

    @Test
    void keep_manyAtTheSameTime_isMadeOnce() {
        String image = image();

        List<Outcome> outcomes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> store.keep(image, FORM, () -> encoded(7))))
                .limit(8)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(outcomes).containsOnlyOnce(Outcome.MADE).doesNotContain(Outcome.IMAGE_GONE);
        assertThat(rows()).isEqualTo(1);
        sweepAll();
        assertThat(store.find(image, FORM)).isPresent();
    }

    @Test
    void keep_imageThatIsGone_leavesNothing() {
        String image = image();
        delete(image);

        Outcome outcome = store.keep(image, FORM, () -> encoded(7));

        assertThat(outcome).isEqualTo(Outcome.IMAGE_GONE);
        assertThat(rows()).isZero();
        sweepAll();
        assertThat(stored()).isZero();
    }

    @Test
    void remove_image_takesItsRenditionsWithItAndTheirFilesLater() {
        String image = image();
        String other = image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        var _ = store.keep(image, " f=webp&w=30", () -> encoded(8));
        var _ = store.keep(other, FORM, () -> encoded(7)); // of the same content

        delete(image);
        sweepAll();

        assertThat(store.find(image, FORM)).isEmpty();
        assertThat(store.find(other, FORM)).isPresent();
        assertThat(rows()).isEqualTo(1);
        assertThat(stored()).as("the original and one rendition").isEqualTo(2);
    }

    @Test
    void sweep_generationThatNobodyUses_isRemoved() {
        String image = image();
        var old = RenditionStore.open(database, blobs, "0", clock);
        var _ = old.keep(image, FORM, () -> encoded(7));
        var _ = store.keep(image, FORM, () -> encoded(8));

        clock.advance(Duration.ofHours(23));
        assertThat(store.sweep()).as("a server may still use it").isZero();
        assertThat(old.find(image, FORM)).isPresent();
        clock.advance(Duration.ofHours(2));
        assertThat(store.sweep()).isEqualTo(1);
        sweepAll();

        assertThat(old.find(image, FORM)).isEmpty();
        assertThat(store.find(image, FORM)).isPresent();
        assertThat(stored()).isEqualTo(2);
        int generations = database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM rendition_generation")
                .mapTo(Integer.class)
                .one());
        assertThat(generations).isEqualTo(1);
        assertThat(old.keep(image, FORM, () -> encoded(7)))
                .as("its server was only away")
                .isEqualTo(Outcome.MADE);
        assertThat(old.find(image, FORM)).isPresent();
    }

    @Test
    void find_fileThatIsMissing_isAsIfItWereNotThere() {
        String image = image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        try (var files = blobs.list("")) {
            files.map(info -> info.key())
                    .filter(key -> !key.equals(key(ORIGINAL)))
                    .toList()
                    .forEach(blobs::delete);
        }

        assertThat(store.find(image, FORM)).isEmpty();
    }

    private static EncodedImage encoded(int seed) {
        byte[] bytes = new byte[1000];
        bytes[0] = (byte) seed;
        return new EncodedImage(bytes, Format.WEBP, new Dimensions(20, 10));
    }

    private static BlobKey key(byte[] bytes) {
        var digest = Sha256.begin();
        digest.update(bytes);
        return new BlobKey(Sha256.text(digest));
    }

    /// An image, all of equal content.
    private String image() {
        BlobKey key = key(ORIGINAL);
        try (var writer = blobs.write();
                var claims = shelf.claims()) {
            writer.append(ByteBuffer.wrap(ORIGINAL));
            claims.add(key.sha256(), ORIGINAL.length, writer::commit);
            var content =
                    new StoredImage.Content(key.sha256(), ORIGINAL.length, Format.JPEG, new Dimensions(40, 20), 1);
            var image = new StoredImage(ImageId.at(clock.instant()), 1, "ann", content, Details.NONE, clock.instant());
            database.write(handle -> {
                claims.use(handle, key.sha256());
                ImageRows.insert(handle, image);
                return image;
            });
            claims.kept();
            return image.id().text();
        }
    }

    private void delete(String image) {
        database.write(handle -> {
            var _ = store.remove(handle, image);
            BlobRows.lock(handle, key(ORIGINAL).sha256());
            ImageRows.delete(handle, new ImageId(image));
            BlobRows.release(handle, key(ORIGINAL).sha256(), clock.instant());
            return image;
        });
    }

    private void sweepAll() {
        var _ = shelf.sweep(clock.instant().plusMillis(1), true, 100);
    }

    private long rows() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM rendition")
                .mapTo(Long.class)
                .one());
    }

    private long stored() {
        try (var files = blobs.list("")) {
            return files.count();
        }
    }
}
