package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files are compared with those of libjpeg-turbo's `cjpeg` byte by byte, wherever it is given the same samples.
final class JpegEncoderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 80, 95, 100})
    void encode_grey_isTheFileOfLibjpeg(int quality) {
        for (int[] size : new int[][] {{1, 1}, {7, 9}, {16, 16}, {17, 33}, {300, 200}}) {
            byte[] samples = Pictures.waves(size[0], size[1], 1);
            byte[] pgm = Pictures.pnm(samples, size[0], size[1]);
            for (Tables tables : Tables.values()) {
                var options = new EncodeOptions(
                        size[0],
                        size[1],
                        quality,
                        Subsampling.YUV420,
                        tables == Tables.PROGRESSIVE,
                        tables != Tables.STANDARD,
                        List.of());
                assertThat(JpegEncoder.encode(List.of(new Plane(samples, size[0], size[1])), options))
                        .isEqualTo(tables.cjpeg(pgm, quality));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "YUV444, 1, 1",
        "YUV444, 7, 9",
        "YUV444, 17, 33",
        "YUV444, 150, 101",
        "YUV422, 16, 16",
        "YUV422, 64, 24",
        "YUV422, 304, 200",
        "YUV420, 16, 16",
        "YUV420, 64, 32",
        "YUV420, 304, 208",
        "YUV420, 1040, 48"
    })
    void encode_colour_isTheFileOfLibjpeg(Subsampling subsampling, int width, int height) {
        byte[] rgb = Pictures.waves(width, height, 3);
        byte[] ppm = Pictures.pnm(rgb, width, height);
        String sample = subsampling.horizontal() + "x" + subsampling.vertical();
        for (int quality : new int[] {5, 80, 100}) {
            for (Tables tables : Tables.values()) {
                var options = new EncodeOptions(
                        width,
                        height,
                        quality,
                        subsampling,
                        tables == Tables.PROGRESSIVE,
                        tables != Tables.STANDARD,
                        List.of());
                assertThat(JpegEncoder.encode(Pictures.planes(rgb, width, height, subsampling), options))
                        .isEqualTo(tables.cjpeg(ppm, quality, "-sample", sample));
            }
        }
    }

    /// Where units reach beyond the edges, libjpeg fills them otherwise.
    @ParameterizedTest
    @CsvSource({
        "YUV420, 1, 1, 90, 40",
        "YUV420, 7, 9, 90, 27",
        "YUV420, 17, 33, 90, 27",
        "YUV420, 301, 199, 80, 27",
        "YUV420, 301, 199, 30, 24",
        "YUV422, 301, 199, 80, 27",
        "YUV444, 301, 199, 100, 45"
    })
    void encode_ofAnySize_isReadBackClose(Subsampling subsampling, int width, int height, int quality, double decibels)
            throws IOException {
        List<Plane> planes = Pictures.planes(Pictures.waves(width, height, 3), width, height, subsampling);
        for (boolean progressive : new boolean[] {false, true}) {
            var options = new EncodeOptions(width, height, quality, subsampling, progressive, true, List.of());
            assertThat(psnr(planes.getFirst(), luma(JpegEncoder.encode(planes, options))))
                    .isGreaterThan(decibels);
        }
    }

    @Test
    void encode_noiseAtFullQuality_fitsIntoItsCodes() throws IOException {
        byte[] samples = new byte[333 * 257];
        new Random(3).nextBytes(samples);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (samples[i] >> 7);
        }
        var plane = new Plane(samples, 333, 257);
        byte[] file = JpegEncoder.encode(List.of(plane), EncodeOptions.of(333, 257, 100, Subsampling.YUV444));
        assertThat(psnr(plane, luma(file))).isGreaterThan(45);
    }

    @Test
    void encode_segments_standBehindTheHeader() {
        byte[] profile = new byte[150_000];
        new Random(5).nextBytes(profile);
        var segments = new ArrayList<Segment>();
        segments.add(Segment.exif(new byte[] {'I', 'I', 42, 0}));
        segments.addAll(Segment.icc(profile));
        segments.add(new Segment(0xfe, new byte[0]));
        var options = new EncodeOptions(8, 8, 80, Subsampling.YUV444, false, true, segments);
        byte[] file = JpegEncoder.encode(List.of(new Plane(new byte[64], 8, 8)), options);
        assertThat(Arrays.copyOfRange(file, 20, 34))
                .containsExactly(0xff, 0xe1, 0, 12, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0);
        byte[] found = new byte[0];
        int at = 34;
        for (int chunk = 1; chunk <= 3; chunk++) {
            int length = ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff);
            assertThat(Arrays.copyOfRange(file, at + 16, at + 18)).containsExactly(chunk, 3);
            int before = found.length;
            found = Arrays.copyOf(found, before + length - 16);
            System.arraycopy(file, at + 18, found, before, length - 16);
            at += length + 2;
        }
        assertThat(found).isEqualTo(profile);
        assertThat(Arrays.copyOfRange(file, at, at + 6)).containsExactly(0xff, 0xfe, 0, 2, 0xff, 0xdb);
    }

    @Test
    void encode_whatDoesNotMatch_isRefused() {
        var plane = new Plane(new byte[64], 8, 8);
        var options = EncodeOptions.of(8, 8, 80, Subsampling.YUV420);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpegEncoder.encode(List.of(plane, plane), options))
                .withMessage("2 planes are neither grey nor Y, Cb, Cr");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpegEncoder.encode(List.of(plane, plane, plane), options))
                .withMessage("the chroma plane is 8 × 8 and not 4 × 4");
        assertThatIllegalArgumentException().isThrownBy(() -> EncodeOptions.of(8, 8, 0, Subsampling.YUV420));
        assertThatIllegalArgumentException().isThrownBy(() -> EncodeOptions.of(8, 65_536, 80, Subsampling.YUV420));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment(0xda, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment(0xe1, new byte[65_534]));
        assertThatIllegalArgumentException().isThrownBy(() -> Segment.icc(new byte[0]));
    }

    /// What is asked of `cjpeg`.
    private enum Tables {
        STANDARD,
        OPTIMISED,
        PROGRESSIVE;

        byte[] cjpeg(byte[] pnm, int quality, String... more) {
            var options = new ArrayList<>(List.of("-baseline", "-quality", Integer.toString(quality)));
            switch (this) {
                case STANDARD -> {}
                case OPTIMISED -> options.add("-optimize");
                case PROGRESSIVE -> options.add("-progressive");
            }
            options.addAll(List.of(more));
            return JpegTools.encoded(pnm, options.toArray(String[]::new));
        }
    }

    /// The luma plane of a file, as `djpeg` reads it.
    private Plane luma(byte[] file) throws IOException {
        Path jpeg = directory.resolve("picture.jpg");
        Path pgm = directory.resolve("picture.pgm");
        Files.write(jpeg, file);
        var builder = new ProcessBuilder("djpeg", "-grayscale", "-outfile", pgm.toString(), jpeg.toString());
        Process djpeg = builder.redirectErrorStream(true).start();
        assertThat(djpeg.getInputStream().readAllBytes()).isEmpty();
        byte[] answer = Files.readAllBytes(pgm);
        String[] head =
                new String(answer, 0, Math.min(32, answer.length), StandardCharsets.ISO_8859_1).split("\\s+", 5);
        int width = Integer.parseInt(head[1]);
        int height = Integer.parseInt(head[2]);
        return new Plane(Arrays.copyOfRange(answer, answer.length - width * height, answer.length), width, height);
    }

    private static double psnr(Plane wanted, Plane plane) {
        assertThat(plane.width()).isEqualTo(wanted.width());
        assertThat(plane.height()).isEqualTo(wanted.height());
        double squares = 1e-9;
        for (int i = 0; i < plane.samples().length; i++) {
            squares += Math.pow((plane.samples()[i] & 0xff) - (wanted.samples()[i] & 0xff), 2);
        }
        return 10 * Math.log10(255 * 255 * plane.samples().length / squares);
    }
}
