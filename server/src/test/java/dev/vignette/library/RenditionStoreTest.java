package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.library.RenditionStore.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private final TestShelf shelf;
    private final RenditionStore store;

    RenditionStoreTest(Dialect dialect, @TempDir Path folder) {
        shelf = new TestShelf(dialect, folder);
        store = shelf.renditions("1");
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void keep_newRendition_isFoundByOtherServersOfTheSameGeneration() {
        String image = shelf.image();

        Outcome outcome = store.keep(image, FORM, () -> encoded(7));

        assertThat(outcome).isEqualTo(Outcome.MADE);
        var there = shelf.renditions("1");
        var found = there.find(image, FORM).orElseThrow();
        assertThat(found.image().bytes()).isEqualTo(encoded(7).bytes());
        assertThat(found.image().format()).isEqualTo(Format.WEBP);
        assertThat(found.image().dimensions()).isEqualTo(new Dimensions(20, 10));
        assertThat(found.made()).isEqualTo(shelf.clock.instant());
        assertThat(found.original()).isEqualTo(new ImageId(image).created());
        assertThat(there.find(image, " f=webp&w=21")).isEmpty();
        assertThat(shelf.renditions("2").find(image, FORM)).isEmpty();
    }

    @Test
    void keep_whatIsThere_isNotMadeAgain() {
        String image = shelf.image();
        var _ = store.keep(image, FORM, () -> encoded(7));

        Outcome again = store.keep(image, FORM, () -> {
            throw new AssertionError("made again");
        });

        assertThat(again).isEqualTo(Outcome.THERE);
    }

    @Test
    void keep_fileThatIsGoneOrDamaged_isMadeAgain() throws Exception {
        String image = shelf.image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        for (byte[] damage : List.of(new byte[] {1}, new byte[0], encoded(9).bytes())) {
            boolean gone = damage.length == 0;
            if (gone) {
                Files.delete(shelf.file());
            } else {
                Files.write(shelf.file(), damage);
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
        String image = shelf.image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        Files.write(shelf.file(), new byte[] {1});
        var other = shelf.renditions("1");

        Outcome outcome = store.keep(image, FORM, () -> {
            assertThat(other.keep(image, FORM, () -> encoded(8))).isEqualTo(Outcome.MADE);
            return encoded(9);
        });

        assertThat(outcome).isEqualTo(Outcome.THERE);
        assertThat(store.find(image, FORM).orElseThrow().image().bytes())
                .isEqualTo(encoded(8).bytes());
        assertThat(shelf.rows()).isEqualTo(1);
    }

    /// The grace time of a library may be as short as a second, and the clock may jump.
    @Test
    void keep_fileThatASweepTakesMeanwhile_isAddedAgain() {
        String image = shelf.image();
        var late = new LateCommits(shelf.blobs, 2, shelf::graceIsOver);
        var other = shelf.renditions("1", late);

        assertThat(other.keep(image, FORM, () -> encoded(7))).isEqualTo(Outcome.MADE);
        assertThat(late.left()).as("commits after which the time is over").isZero();
        shelf.sweepAll();
        assertThat(store.find(image, FORM).orElseThrow().image().bytes())
                .isEqualTo(encoded(7).bytes());
    }

    @Test
    void keep_fileThatSweepsTakeAgainAndAgain_canBeTriedLater() {
        String image = shelf.image();
        var late = new LateCommits(shelf.blobs, Integer.MAX_VALUE, shelf::graceIsOver);
        var other = shelf.renditions("1", late);

        assertThatThrownBy(() -> other.keep(image, FORM, () -> encoded(7)))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(store.keep(image, FORM, () -> encoded(7))).isEqualTo(Outcome.MADE);
    }

    @Test
    void keep_manyAtTheSameTime_isMadeOnce() {
        String image = shelf.image();

        List<Outcome> outcomes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> store.keep(image, FORM, () -> encoded(7))))
                .limit(8)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(outcomes).containsOnlyOnce(Outcome.MADE).doesNotContain(Outcome.IMAGE_GONE);
        assertThat(shelf.rows()).isEqualTo(1);
        shelf.sweepAll();
        assertThat(store.find(image, FORM)).isPresent();
    }

    @Test
    void keep_imageThatIsGone_leavesNothing() {
        String image = shelf.image();
        shelf.delete(image);

        Outcome outcome = store.keep(image, FORM, () -> encoded(7));

        assertThat(outcome).isEqualTo(Outcome.IMAGE_GONE);
        assertThat(shelf.rows()).isZero();
        shelf.sweepAll();
        assertThat(shelf.stored()).isZero();
    }

    @Test
    void remove_image_takesItsRenditionsWithItAndTheirFilesLater() {
        String image = shelf.image();
        String other = shelf.image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        var _ = store.keep(image, " f=webp&w=30", () -> encoded(8));
        var _ = store.keep(other, FORM, () -> encoded(7)); // of the same content

        shelf.delete(image);
        shelf.sweepAll();

        assertThat(store.find(image, FORM)).isEmpty();
        assertThat(store.find(other, FORM)).isPresent();
        assertThat(shelf.rows()).isEqualTo(1);
        assertThat(shelf.stored()).as("the original and one rendition").isEqualTo(2);
    }

    @Test
    void sweep_generationThatNobodyUses_isRemoved() {
        String image = shelf.image();
        var old = shelf.renditions("0");
        var _ = old.keep(image, FORM, () -> encoded(7));
        var _ = store.keep(image, FORM, () -> encoded(8));

        shelf.clock.advance(Duration.ofHours(23));
        assertThat(store.sweep()).as("a server may still use it").isZero();
        assertThat(old.find(image, FORM)).isPresent();
        shelf.clock.advance(Duration.ofHours(2));
        assertThat(store.sweep()).isEqualTo(1);
        shelf.sweepAll();

        assertThat(old.find(image, FORM)).isEmpty();
        assertThat(store.find(image, FORM)).isPresent();
        assertThat(shelf.stored()).isEqualTo(2);
        int generations = shelf.database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM rendition_generation")
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
        String image = shelf.image();
        var _ = store.keep(image, FORM, () -> encoded(7));
        try (var files = shelf.blobs.list("")) {
            files.map(info -> info.key())
                    .filter(key -> !key.equals(TestShelf.ORIGINAL))
                    .toList()
                    .forEach(shelf.blobs::delete);
        }

        assertThat(store.find(image, FORM)).isEmpty();
    }

    private static EncodedImage encoded(int seed) {
        byte[] bytes = new byte[1000];
        bytes[0] = (byte) seed;
        return new EncodedImage(bytes, Format.WEBP, new Dimensions(20, 10));
    }
}
