package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The measure itself, by the test data of Sharma, Wu and Dalal (2005) and by what must not pass.
final class DistanceTest {
    @ParameterizedTest
    @CsvSource({
        "50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425",
        "50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615",
        "50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000",
        "50, 2.5, 0, 50, 0, -2.5, 4.3065",
        "50, 2.5, 0, 73, 25, -18, 27.1492",
        "60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644",
        "2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082",
    })
    void ciede2000_publishedPair_isAsPublished(
            double l1, double a1, double b1, double l2, double a2, double b2, double expected) {
        double[] one = {l1, a1, b1};
        double[] two = {l2, a2, b2};
        assertThat(Distance.ciede2000(one, two)).isCloseTo(expected, offset(0.0001));
        assertThat(Distance.ciede2000(two, one)).isCloseTo(expected, offset(0.0001));
    }

    @Test
    void lab_whiteAndRed_areAsPublished() {
        assertThat(Distance.lab(0xffffffff)).containsExactly(new double[] {100, 0, 0}, offset(0.02));
        assertThat(Distance.lab(0xffff0000)).containsExactly(new double[] {53.24, 80.09, 67.2}, offset(0.02));
    }

    @Test
    void assertClose_shiftedTurnedOrFringed_fails() {
        Raster picture = Drawings.quadrants(96, 64);
        Raster shifted = picture.placed(98, 64, 2, 0, Drawings.RED).cut(0, 0, 96, 64);
        assertFails(shifted, picture);
        assertFails(picture.mirrored(), picture);
        assertFails(picture.turned(2), picture);
        assertFails(picture.turned(1), picture);
        Raster badge = Drawings.badge(60, 60, Drawings.YELLOW);
        Raster dark = Raster.of(60, 60, (x, y) -> badge.at(x, y) == 0 ? 0x20000000 : badge.at(x, y));
        assertFails(dark, badge);
    }

    private static void assertFails(Raster actual, Raster expected) {
        assertThatThrownBy(() -> Distance.assertClose(actual, expected, 2, 30)).isInstanceOf(AssertionError.class);
    }
}
