package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
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
        byte[] sequential = JpegTools.transcodedByScript(file.bytes(), everyComponentAlone(file.bytes()));
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

    private static String everyComponentAlone(byte[] jpeg) {
        int components = DecodedPlanes.header(jpeg).components().size();
        return "0; 1; 2; 3; ".substring(0, 3 * components);
    }

    private static List<Plane> planes(byte[] jpeg, Scale scale) {
        return DecodedPlanes.of(ByteBuffer.wrap(jpeg), DecodeOptions.at(scale)).planes();
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
