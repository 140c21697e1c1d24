package dev.vignette.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The eight orientations are the dihedral group of the square, and EXIF numbers them.
final class OrientationTest {
    private static final List<Orientation> ALL =
            IntStream.rangeClosed(1, 8).mapToObj(Orientation::ofExif).toList();

    /// Where a point of a picture of 3 × 2 goes, told by hand: mirrored first, then turned.
    private static int[] moved(Orientation orientation, int x, int y) {
        int width = 3;
        int height = 2;
        int[] point = {orientation.mirrored() ? width - 1 - x : x, y};
        for (int i = 0; i < orientation.quarterTurns(); i++) {
            point = new int[] {height - 1 - point[1], point[0]};
            int swapped = width;
            width = height;
            height = swapped;
        }
        return point;
    }

    @ParameterizedTest
    @CsvSource({
        // The top left pixel of the file, and where it is seen (EXIF 2.32, tag 0x0112).
        "1, 0, 0",
        "2, 2, 0",
        "3, 2, 1",
        "4, 0, 1",
        "5, 0, 0",
        "6, 1, 0",
        "7, 1, 2",
        "8, 0, 2",
    })
    void ofExif_value_showsTheFirstPixelThere(int exif, int x, int y) {
        assertThat(moved(Orientation.ofExif(exif), 0, 0)).containsExactly(x, y);
    }

    @Test
    void ofExif_eachValue_isAnotherAndComesBack() {
        assertThat(ALL).doesNotHaveDuplicates();
        for (int exif = 1; exif <= 8; exif++) {
            assertThat(Orientation.ofExif(exif).toExif()).isEqualTo(exif);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 9, 65_535, Integer.MIN_VALUE})
    void ofExif_noSuchValue_isUpright(int exif) {
        assertThat(Orientation.ofExif(exif)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void then_threeInAnyGrouping_isTheSame() {
        for (Orientation a : ALL) {
            assertThat(a.then(Orientation.UPRIGHT)).isEqualTo(a);
            assertThat(Orientation.UPRIGHT.then(a)).isEqualTo(a);
            assertThat(a.then(a.inverse())).isEqualTo(Orientation.UPRIGHT);
            assertThat(a.inverse().then(a)).isEqualTo(Orientation.UPRIGHT);
            for (Orientation b : ALL) {
                assertThat(ALL).contains(a.then(b));
                assertThat(a.then(b).inverse()).isEqualTo(b.inverse().then(a.inverse()));
                for (Orientation c : ALL) {
                    assertThat(a.then(b).then(c)).isEqualTo(a.then(b.then(c)));
                }
            }
        }
    }

    @Test
    void then_turnAndMirror_doNotCommute() {
        var turn = new Orientation(false, 1);
        var mirror = new Orientation(true, 0);
        // A picture that is turned and then mirrored is stored as EXIF 5, the other way round as 7.
        assertThat(turn.then(mirror).toExif()).isEqualTo(5);
        assertThat(mirror.then(turn).toExif()).isEqualTo(7);
    }

    @Test
    void construct_anyTurns_areCountedModuloFour() {
        assertThat(new Orientation(true, 7)).isEqualTo(new Orientation(true, 3));
        assertThat(new Orientation(false, -1)).isEqualTo(new Orientation(false, 3));
    }

    @Test
    void apply_dimensions_areExchangedByOddTurns() {
        for (Orientation orientation : ALL) {
            boolean odd = orientation.quarterTurns() % 2 == 1;
            assertThat(orientation.transposes()).isEqualTo(odd);
            assertThat(orientation.apply(new Dimensions(3, 2)))
                    .isEqualTo(odd ? new Dimensions(2, 3) : new Dimensions(3, 2));
        }
    }
}
