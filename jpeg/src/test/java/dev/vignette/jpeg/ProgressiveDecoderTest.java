package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Progressive files of all kinds beside libjpeg-turbo, and beside the same coefficients in a sequential file.
class ProgressiveDecoderTest {
    static List<JpegFile> files() {
        return JpegFiles.progressive();
    }

    @ParameterizedTest
    @MethodSource("files")
    void decode_fullSize_isWhatLibjpegGives(JpegFile file) {
        List<Plane> expected = ReferencePlanes.of(file.bytes(), Scale.FULL);
        List<Plane> planes = planes(file.bytes(), Scale.FULL);
        assertThat(planes).hasSameSizeAs(expected);
        for (int component = 0; component < planes.size(); component++) {
            assertThat(largestDifference(planes.get(component), expected.get(component)))
                    .as("component %d", component)
                    .isCloseTo(0, within(1));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void decode_eachScale_isWhatASequentialFileGives(JpegFile file) {
        byte[] sequential = Components.alone(file.bytes());
        for (Scale scale : Scale.values()) {
            List<Plane> expected = planes(sequential, scale);
            List<Plane> planes = planes(file.bytes(), scale);
            for (int component = 0; component < planes.size(); component++) {
                assertThat(planes.get(component).samples())
                        .as("component %d at %s", component, scale)
                        .isEqualTo(expected.get(component).samples());
            }
        }
    }

    @Test
    void decode_longestRunsOfEmptyBlocks_isWhatASequentialFileGives() {
        // 40,000 blocks: a run ends after 32,767 at the latest. Some blocks far apart are not empty.
        var picture = new Drawing.Flat(1600, 1600);
        for (int[] spot : new int[][] {{0, 0}, {800, 5}, {801, 802}, {1599, 1599}}) {
            picture.mark(spot[0], spot[1]);
        }
        for (String script : List.of(ScanScripts.grey(), "0: 0-0,0,0; 0: 1-63,0,1; 0: 1-63,1,0;")) {
            byte[] sequential = JpegTools.encoded(picture.pgm(), "-quality", "90");
            byte[] progressive = JpegTools.transcodedByScript(sequential, script);
            for (Scale scale : Scale.values()) {
                assertThat(planes(progressive, scale).getFirst().samples())
                        .isEqualTo(planes(sequential, scale).getFirst().samples());
            }
        }
    }

    @Test
    void decode_chromaAtAnotherScale_isEachScalesPlane() {
        byte[] jpeg = JpegFiles.colour(101, 75, "-progressive").bytes();
        var options = DecodeOptions.at(Scale.QUARTER).withChroma(Scale.HALF);
        List<Plane> planes = Decoding.planes(jpeg, options);
        assertThat(planes.getFirst().samples())
                .isEqualTo(planes(jpeg, Scale.QUARTER).getFirst().samples());
        assertThat(planes.getLast().samples())
                .isEqualTo(planes(jpeg, Scale.HALF).getLast().samples());
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void decode_upperRowsAlone_areThoseOfTheWholePicture(Scale scale) {
        byte[] jpeg = JpegFiles.colour(101, 175, "-progressive").bytes();
        List<Plane> whole = planes(jpeg, scale);
        var upper = Decoding.of(jpeg, DecodeOptions.at(scale).withRows(40));
        assertThat(upper.decoded().complete()).isTrue();
        for (int component = 0; component < 3; component++) {
            int rows = upper.delivered().get(component);
            assertThat(rows).isBetween(scale.of(20), scale.of(48));
            int samples = rows * whole.get(component).width();
            assertThat(upper.planes().get(component).samples())
                    .startsWith(Arrays.copyOf(whole.get(component).samples(), samples));
        }
    }

    private static List<Plane> planes(byte[] jpeg, Scale scale) {
        return Decoding.planes(jpeg, DecodeOptions.at(scale));
    }

    static int largestDifference(Plane one, Plane other) {
        assertThat(one.width()).isEqualTo(other.width());
        assertThat(one.height()).isEqualTo(other.height());
        int largest = 0;
        for (int i = 0; i < one.samples().length; i++) {
            largest = Math.max(largest, Math.abs((one.samples()[i] & 0xFF) - (other.samples()[i] & 0xFF)));
        }
        return largest;
    }
}
