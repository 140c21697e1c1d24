package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Decoding of sound sequential files, held against libjpeg-turbo.
class JpegDecoderTest {
    private static final byte[] PHOTO =
            JpegFiles.colour(100, 75, "-sample", "2x2").bytes();

    /// Samples of the smallest plane whose mean difference says something.
    private static final int LEAST = 200;

    static List<JpegFile> baseline() {
        return JpegFiles.baseline();
    }

    static List<JpegFile> wide() {
        return Stream.concat(Stream.of(new JpegFile("photo", PHOTO)), JpegFiles.wide().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("baseline")
    void decode_fullSize_hasTheSamplesOfLibjpeg(JpegFile file) {
        assertThat(largestDifference(file.bytes(), Scale.FULL)).isZero();
    }

    @ParameterizedTest
    @MethodSource("baseline")
    void decode_eighth_hasTheSamplesOfLibjpeg(JpegFile file) {
        assertThat(largestDifference(file.bytes(), Scale.EIGHTH)).isZero();
    }

    /// These two scales are sharper than libjpeg's on purpose; in the mean they must agree all the same.
    @ParameterizedTest
    @EnumSource(names = {"QUARTER", "HALF"})
    void decode_between_isCloseToLibjpegInTheMean(Scale scale) {
        for (JpegFile file : JpegFiles.baseline()) {
            List<Plane> ours = Decoding.planes(file.bytes(), DecodeOptions.at(scale));
            List<Plane> theirs = ReferencePlanes.of(file.bytes(), scale);
            for (int i = 0; i < ours.size(); i++) {
                if (ours.get(i).samples().length < LEAST) {
                    continue;
                }
                assertThat(meanDifference(ours.get(i), theirs.get(i)))
                        .as("%s, component %d", file, i)
                        .isLessThan(7);
            }
        }
    }

    /// Where each component has a scan, none depends on what is read of another.
    @ParameterizedTest
    @MethodSource("baseline")
    void decode_componentsTakeTurns_isWhatScansOfOneGive(JpegFile file) {
        byte[] alone = Components.alone(file.bytes());
        for (Scale scale : Scale.values()) {
            assertSamePlanes(file.bytes(), alone, DecodeOptions.at(scale));
        }
    }

    @ParameterizedTest
    @MethodSource("wide")
    void decode_eachComponentAtItsOwnScale_isThatOfEachScale(JpegFile file) {
        byte[] alone = Components.alone(file.bytes());
        for (Scale first : Scale.values()) {
            for (Scale second : Scale.values()) {
                assertSamePlanes(file.bytes(), alone, DecodeOptions.at(first).withChroma(second));
            }
        }
        // The first and the last have the same scale, but are no neighbours.
        var scales = List.of(Scale.HALF, Scale.EIGHTH, Scale.HALF);
        assertSamePlanes(file.bytes(), alone, new DecodeOptions(scales, true, Integer.MAX_VALUE, () -> false));
    }

    private static void assertSamePlanes(byte[] jpeg, byte[] alone, DecodeOptions options) {
        List<Plane> planes = Decoding.planes(jpeg, options);
        for (int i = 0; i < planes.size(); i++) {
            Plane expected =
                    Decoding.planes(alone, DecodeOptions.at(options.scale(i))).get(i);
            assertThat(planes.get(i).samples())
                    .as("component %d of %s", i, options.scales())
                    .isEqualTo(expected.samples());
        }
    }

    @Test
    void decode_fewRows_deliversTheMcusThatHoldThem() {
        Decoding planes = Decoding.of(PHOTO, DecodeOptions.at(Scale.FULL).withRows(33));
        assertThat(planes.delivered()).containsExactly(48, 24, 24);
    }

    @Test
    void decode_cancelled_endsBetweenRowsOfMcus() {
        var asked = new AtomicInteger();
        var rows = new AtomicInteger();
        DecodeOptions options = DecodeOptions.at(Scale.EIGHTH).until(() -> asked.incrementAndGet() > 2);
        Decoded decoded =
                JpegDecoder.decode(ByteBuffer.wrap(PHOTO), options, (_, _, _, _, _) -> rows.incrementAndGet());
        assertThat(decoded.cancelled()).isTrue();
        assertThat(decoded.complete()).isFalse();
        assertThat(rows).hasValue(6);
    }

    @Test
    void decode_partOfADirectBuffer_leavesTheBufferAsItWas() {
        ByteBuffer file = ByteBuffer.allocateDirect(PHOTO.length + 9);
        file.put(5, PHOTO).position(5).limit(5 + PHOTO.length);
        Decoded decoded = JpegDecoder.decode(file, DecodeOptions.at(Scale.FULL), (_, _, _, _, _) -> {});
        assertThat(decoded.complete()).isTrue();
        assertThat(file.position()).isEqualTo(5);
    }

    @Test
    void decode_tableRedefinedBetweenScans_isUsed() {
        // Each of these files has a script that gives each component a scan and optimised tables of its own.
        for (JpegFile file : JpegFiles.scripted(ScanScripts.baselineAlone(), "alone")) {
            byte[] optimised = JpegTools.transcodedByScript(file.bytes(), ScanScripts.baselineAlone());
            assertThat(largestDifference(optimised, Scale.FULL)).isZero();
        }
    }

    @Test
    void decode_noJpeg_isRefused() {
        assertThatThrownBy(() -> JpegDecoder.decode(
                        ByteBuffer.wrap(new byte[] {'G', 'I', 'F'}),
                        DecodeOptions.at(Scale.FULL),
                        (_, _, _, _, _) -> {}))
                .isInstanceOf(JpegException.class)
                .hasMessageContaining("not a JPEG");
    }

    /// A plane that is one sample at two scales is left out: TurboJPEG goes by size and takes the larger scale.
    static int largestDifference(byte[] jpeg, Scale scale) {
        List<Plane> ours = Decoding.planes(jpeg, DecodeOptions.at(scale));
        List<Plane> theirs = ReferencePlanes.of(jpeg, scale);
        assertThat(ours).hasSameSizeAs(theirs);
        int largest = 0;
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i).width()).isEqualTo(theirs.get(i).width());
            assertThat(ours.get(i).height()).isEqualTo(theirs.get(i).height());
            boolean single = scale != Scale.FULL && ours.get(i).samples().length == 1;
            for (int at = 0; !single && at < ours.get(i).samples().length; at++) {
                largest = Math.max(largest, difference(ours.get(i), theirs.get(i), at));
            }
        }
        return largest;
    }

    private static double meanDifference(Plane ours, Plane theirs) {
        long sum = 0;
        for (int at = 0; at < ours.samples().length; at++) {
            sum += difference(ours, theirs, at);
        }
        return (double) sum / ours.samples().length;
    }

    private static int difference(Plane ours, Plane theirs, int at) {
        return Math.abs((ours.samples()[at] & 0xFF) - (theirs.samples()[at] & 0xFF));
    }
}
