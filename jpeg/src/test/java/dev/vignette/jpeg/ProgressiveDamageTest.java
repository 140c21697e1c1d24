package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.jpeg.Segments.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Progressive files that are cut, changed or made to do harm.
class ProgressiveDamageTest {
    private static final byte[] SOUND =
            JpegFiles.colour(67, 50, "-progressive", "-sample", "2x2").bytes();
    private static final byte[] RESTARTS =
            JpegFiles.colour(67, 50, "-progressive", "-restart", "2B").bytes();
    private static final byte[] UNFINISHED =
            JpegTools.transcodedByScript(JpegFiles.colour(67, 50).bytes(), ScanScripts.named("unfinished"));

    private static Decoding decoded(byte[] jpeg, DecodeOptions options) {
        return Decoding.of(jpeg, options);
    }

    @Test
    void decode_cutAnywhereInItsScans_isWhatLibjpegMakesOfIt() {
        for (int length = 0; length < SOUND.length; length += 5) {
            if (!insideAScan(SOUND, length)) {
                continue; // libjpeg gives up where a table is cut.
            }
            byte[] cut = Arrays.copyOf(SOUND, length);
            Decoding lenient = decoded(cut, DecodeOptions.at(Scale.FULL).lenient());
            assertThat(lenient.decoded().damage()).as("cut at %d", length).isNotEmpty();
            List<Plane> expected = ReferencePlanes.of(JpegTools.repaired(cut), Scale.FULL);
            for (int component = 0; component < 3; component++) {
                assertThat(ProgressiveDecoderTest.largestDifference(
                                lenient.planes().get(component), expected.get(component)))
                        .as("component %d, cut at %d of %d", component, length, SOUND.length)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void decode_cutStrictly_isRefused() {
        for (int length = 0; length < SOUND.length - 2; length += 11) {
            byte[] cut = Arrays.copyOf(SOUND, length);
            assertThatThrownBy(() -> JpegDecoder.decode(
                            ByteBuffer.wrap(cut), DecodeOptions.at(Scale.FULL), (_, _, _, _, _) -> {}))
                    .as("cut at %d", length)
                    .isInstanceOf(JpegException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void decode_bytesChangedAtRandom_deliversAllRowsOrRefuses(Scale scale) {
        var random = new Random(scale.samples());
        int delivered = 0;
        for (byte[] sound : List.of(SOUND, RESTARTS, UNFINISHED)) {
            for (int turn = 0; turn < 400; turn++) {
                byte[] changed = sound.clone();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    changed[20 + random.nextInt(changed.length - 20)] = (byte) random.nextInt(256);
                }
                delivered += deliversAllOrRefuses(changed, scale) ? 1 : 0;
            }
        }
        assertThat(delivered).isGreaterThan(600);
    }

    private static boolean deliversAllOrRefuses(byte[] jpeg, Scale scale) {
        try {
            if (!(JpegDecoder.inspect(ByteBuffer.wrap(jpeg)) instanceof FrameHeader header)) {
                return false;
            }
            if (header.width() * (long) header.height() > 1 << 20) {
                return true; // Nothing is wrong with a header that claims much, but it takes long.
            }
            Decoding planes = decoded(jpeg, DecodeOptions.at(scale).lenient());
            for (int component = 0; component < planes.planes().size(); component++) {
                assertThat(planes.delivered().get(component))
                        .isEqualTo(planes.planes().get(component).height());
            }
            return true;
        } catch (JpegException _) {
            return false;
        }
    }

    @Test
    void decode_atAnEighth_readsNothingBehindTheLastScanItNeeds() {
        byte[] jpeg = JpegTools.transcodedByScript(JpegFiles.colour(67, 50).bytes(), ScanScripts.named("spectral"));
        int second = scans(jpeg).get(1);
        byte[] cut = Arrays.copyOf(jpeg, second + 5);
        Decoding planes = decoded(cut, DecodeOptions.at(Scale.EIGHTH));
        assertThat(planes.decoded().complete()).isTrue();
        assertThat(planes.planes().get(1).samples())
                .isEqualTo(decoded(jpeg, DecodeOptions.at(Scale.EIGHTH))
                        .planes()
                        .get(1)
                        .samples());
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void decode_fileWithoutItsLastBits_isSound(Scale scale) {
        assertThat(decoded(UNFINISHED, DecodeOptions.at(scale)).decoded().complete())
                .isTrue();
    }

    @Test
    void decode_moreScansThanAllowed_isRefused() {
        List<Segment> segments = Segments.of(UNFINISHED);
        List<Segment> many = new ArrayList<>(segments);
        for (int i = 0; i < ProgressiveScript.MOST_SCANS; i++) {
            many.add(segments.getLast());
        }
        byte[] jpeg = Segments.join(many);
        assertThatThrownBy(() -> decoded(jpeg, DecodeOptions.at(Scale.FULL).lenient()))
                .isInstanceOf(JpegException.class)
                .hasMessageContaining("500 scans");
    }

    @Test
    void decode_componentWithoutAScan_isGreyAndDamage() {
        List<Segment> segments = new ArrayList<>(Segments.of(
                JpegTools.transcodedByScript(JpegFiles.colour(67, 50).bytes(), ScanScripts.named("alone"))));
        segments.removeIf(segment -> segment.marker() == Segments.SOS && segment.at(1) == 3);
        byte[] jpeg = Segments.join(segments);
        Decoding planes = decoded(jpeg, DecodeOptions.at(Scale.FULL).lenient());
        assertThat(planes.decoded().damage()).contains("A component is missing.");
        assertThat(planes.planes().get(2).samples()).containsOnly(128);
        assertThatThrownBy(() -> decoded(jpeg, DecodeOptions.at(Scale.FULL))).hasMessage("A component is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1 0", "5 4 0", "1 64 0", "0 0 14", "1 5 32", "1 5 240"})
    void decode_scanParametersThatCannotBe_isRefused(String parameters) {
        int[] values =
                Arrays.stream(parameters.split(" ")).mapToInt(Integer::parseInt).toArray();
        List<Segment> segments = new ArrayList<>(
                Segments.of(JpegFiles.grey(20, 20, "-progressive").bytes()));
        int scan = 0;
        while (segments.get(scan).marker() != Segments.SOS) {
            scan++;
        }
        segments.set(scan, new Segment(Segments.SOS, 1, segments.get(scan).at(1), 0, values[0], values[1], values[2]));
        assertThatThrownBy(() -> decoded(Segments.join(segments), DecodeOptions.at(Scale.FULL)))
                .isInstanceOf(JpegException.class)
                .hasMessageContaining("parameters");
    }

    @Test
    void decode_largeHeaderWithoutData_takesLittleMemory() {
        // All coefficients of 30,000 × 30,000 samples are 1.8 GB, and the tests have a heap of 1 GB.
        int side = 30_000;
        List<Segment> segments = new ArrayList<>(
                Segments.of(JpegFiles.grey(20, 20, "-progressive").bytes()));
        segments.replaceAll(segment -> segment.isFrame()
                ? new Segment(Segments.SOF2, 8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0)
                : segment);
        int[] delivered = {0};
        Decoded decoded = JpegDecoder.decode(
                ByteBuffer.wrap(Segments.join(segments)),
                DecodeOptions.at(Scale.FULL).lenient(),
                (_, _, _, _, rows) -> delivered[0] += rows);
        assertThat(decoded.damage()).isNotEmpty();
        assertThat(delivered[0]).isEqualTo(side);
    }

    @Test
    void decode_cancelled_endsWithoutTheRest() {
        for (int patience : new int[] {0, 3, 20}) {
            int[] asked = {0};
            Decoding planes = decoded(SOUND, DecodeOptions.at(Scale.HALF).until(() -> asked[0]++ == patience));
            assertThat(planes.decoded().cancelled()).isTrue();
            assertThat(asked[0]).isEqualTo(patience + 1);
        }
    }

    private static boolean insideAScan(byte[] jpeg, int position) {
        int at = 2;
        for (Segment segment : Segments.of(jpeg)) {
            at += 4 + segment.payload().length;
            if (position >= at && position < at + segment.entropy().length) {
                return true;
            }
            at += segment.entropy().length;
        }
        return false;
    }

    /// Where the scans begin.
    private static List<Integer> scans(byte[] jpeg) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == -1 && (jpeg[i + 1] & 0xFF) == Segments.SOS) {
                found.add(i);
            }
        }
        return found;
    }
}
