package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Broken files end in a [JpegException] or, when that is allowed, in a picture with a tale of its damage.
class DamagedFilesTest {
    private static final List<Scale> SCALES = List.of(Scale.values());
    private static final byte[] PLAIN = JpegFiles.colour(50, 35).bytes();
    private static final byte[] RESTARTS =
            JpegFiles.colour(100, 75, "-restart", "3B").bytes();

    static List<JpegFile> small() {
        return List.of(
                JpegFiles.colour(17, 33, "-sample", "2x1"),
                JpegFiles.colour(17, 33, "-sample", "2x2", "-restart", "1B"),
                JpegFiles.grey(35, 20, "-quality", "100"),
                JpegFiles.scripted(ScanScripts.baselineAlone(), "alone").getFirst());
    }

    @ParameterizedTest
    @MethodSource("small")
    void decode_cutAnywhere_isRefusedOrTold(JpegFile file) {
        for (Scale scale : Scale.values()) {
            for (int length = 0; length < file.bytes().length; length++) {
                byte[] cut = Arrays.copyOf(file.bytes(), length);
                assertThatThrownBy(() -> decode(cut, DecodeOptions.at(scale)))
                        .as("%d bytes, strict", length)
                        .isInstanceOf(JpegException.class);
                try {
                    Decoded decoded = decode(cut, DecodeOptions.at(scale).lenient());
                    assertThat(decoded.damage()).as("%d bytes", length).isNotEmpty();
                } catch (JpegException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void decode_changedBytes_failsOnlyAsItSays(JpegFile file) {
        var random = new Random(20_26);
        Assertions.assertTimeout(Duration.ofMinutes(1), () -> {
            for (int i = 0; i < 4000; i++) {
                byte[] broken = file.bytes().clone();
                for (int changes = random.nextInt(4); changes >= 0; changes--) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
                DecodeOptions options = DecodeOptions.at(SCALES.get(i & 3));
                failsAsItSays(broken, (i & 4) == 0 ? options : options.lenient());
            }
        });
    }

    /// Decodes unless the header claims more than a test has time for.
    private static void failsAsItSays(byte[] broken, DecodeOptions options) {
        try {
            if (JpegDecoder.inspect(ByteBuffer.wrap(broken)) instanceof FrameHeader frame
                    && (long) frame.width() * frame.height() < 1 << 20) {
                Decoded decoded = decode(broken, options);
                assertThat(decoded.cancelled()).isFalse();
                assertThat(decoded.complete() || !options.strict()).isTrue();
            }
        } catch (JpegException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void decode_cutScan_isWhatLibjpegMakesOfIt() {
        byte[] cut = Arrays.copyOf(PLAIN, PLAIN.length * 4 / 5);
        assertSameAsLibjpeg(cut);
    }

    /// The bits end within a batch of MCUs, behind full ones, or where one begins.
    @Test
    void decode_cutScanOfAWideFile_isWhatLibjpegMakesOfIt() {
        byte[] wide =
                JpegFiles.colour(1100, 20, "-sample", "2x2", "-quality", "50").bytes();
        for (int percent = 40; percent < 100; percent += 3) {
            assertSameAsLibjpeg(Arrays.copyOf(wide, wide.length * percent / 100));
        }
    }

    @Test
    void decode_lostRestartOfAWideFile_isWhatLibjpegMakesOfIt() {
        byte[] wide =
                JpegFiles.colour(1100, 40, "-sample", "2x2", "-restart", "41B").bytes();
        assertSameAsLibjpeg(without(wide, restart(wide, 2), restart(wide, 3)));
    }

    @Test
    void decode_lostRestart_isWhatLibjpegMakesOfIt() {
        assertSameAsLibjpeg(without(RESTARTS, restart(RESTARTS, 2), restart(RESTARTS, 3)));
    }

    @Test
    void decode_restartTwice_isWhatLibjpegMakesOfIt() {
        int at = restart(RESTARTS, 4);
        byte[] twice = new byte[RESTARTS.length + 2];
        System.arraycopy(RESTARTS, 0, twice, 0, at + 2);
        System.arraycopy(RESTARTS, at, twice, at + 2, RESTARTS.length - at);
        assertSameAsLibjpeg(twice);
    }

    @Test
    void decode_wrongRestart_isWhatLibjpegMakesOfIt() {
        for (int number = 0; number < 8; number++) {
            byte[] wrong = RESTARTS.clone();
            wrong[restart(RESTARTS, 3) + 1] = (byte) (0xD0 + number);
            if (number != 3) {
                assertSameAsLibjpeg(wrong);
            }
        }
    }

    /// Ones are no code: of 17 behind a mean of two bits, or in its place, before the end of the block.
    @ParameterizedTest
    @ValueSource(strings = {"3fff00ff00", "ff00ff00d7"})
    void decode_invalidCode_isToldAndWhatLibjpegMakesOfIt(String bits) {
        List<Segments.Segment> segments = Segments.of(JpegFiles.grey(8, 8).bytes());
        Segments.Segment scan = segments.removeLast();
        segments.add(new Segments.Segment(
                scan.marker(), scan.payload(), HexFormat.of().parseHex(bits)));
        byte[] broken = Segments.join(segments);
        for (Scale scale : Scale.values()) {
            assertThat(decode(broken, DecodeOptions.at(scale).lenient()).damage())
                    .as(scale.name())
                    .containsExactly("A scan has an invalid code.");
        }
        assertSameAsLibjpeg(broken);
    }

    @Test
    void decode_usefulAndUselessBytesBetweenMarkers_isTold() {
        byte[] file = new byte[PLAIN.length + 3];
        System.arraycopy(PLAIN, 0, file, 0, 2);
        file[2] = 1;
        file[3] = 2;
        file[4] = (byte) 0xFF;
        System.arraycopy(PLAIN, 2, file, 5, PLAIN.length - 2);
        Decoded decoded = decode(file, DecodeOptions.at(Scale.FULL).lenient());
        assertThat(decoded.damage()).containsExactly("2 useless bytes at 2");
    }

    private static Decoded decode(byte[] file, DecodeOptions options) {
        return JpegDecoder.decode(ByteBuffer.wrap(file), options, (_, _, _, _, _) -> {});
    }

    /// At the two scales whose samples are those of libjpeg.
    private static void assertSameAsLibjpeg(byte[] broken) {
        for (Scale scale : List.of(Scale.FULL, Scale.EIGHTH)) {
            assertThatThrownBy(() -> decode(broken, DecodeOptions.at(scale))).isInstanceOf(JpegException.class);
            try (var turbo = new TurboJpeg(broken, scale)) {
                assertThat(turbo.decode()).isPresent();
                List<Plane> theirs = turbo.planes();
                List<Plane> ours =
                        Decoding.planes(broken, DecodeOptions.at(scale).lenient());
                for (int i = 0; i < ours.size(); i++) {
                    assertThat(ours.get(i).samples())
                            .as("component %d, %s", i, scale)
                            .isEqualTo(theirs.get(i).samples());
                }
            }
        }
    }

    /// Where the restart marker of a number stands for the first time.
    private static int restart(byte[] file, int number) {
        int at = 0;
        while ((file[at] & 0xFF) != 0xFF || (file[at + 1] & 0xFF) != 0xD0 + number) {
            at++;
        }
        return at;
    }

    private static byte[] without(byte[] file, int from, int to) {
        byte[] shorter = new byte[file.length - (to - from)];
        System.arraycopy(file, 0, shorter, 0, from);
        System.arraycopy(file, to, shorter, from, file.length - to);
        return shorter;
    }
}
