package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WebpContainerTest {
    static byte[] riff(FileBytes... chunks) {
        var all = FileBytes.file();
        for (FileBytes chunk : chunks) {
            all.add(chunk);
        }
        return FileBytes.file()
                .text("RIFF")
                .le(4, all.size() + 4)
                .text("WEBP")
                .add(all)
                .array();
    }

    static byte[] sample() {
        return riff(extended(0x0a, 80, 70), animationFrame(10, 10, 5, 5), chunk("EXIF", Probing.exif(6)));
    }

    static FileBytes chunk(String type, FileBytes body) {
        return FileBytes.file().text(type).le(4, body.size()).add(body).zeros(body.size() & 1);
    }

    static FileBytes lossy(int width, int height) {
        return chunk("VP8 ", FileBytes.file().u8(0x10, 0, 0, 0x9d, 1, 0x2a).le(2, width | 0x4000, height));
    }

    private static FileBytes lossless(long width, long height) {
        return chunk("VP8L", FileBytes.file().u8(0x2f).le(4, (width - 1) | (height - 1) << 14 | 1 << 28));
    }

    private static FileBytes extended(int flags, int width, int height) {
        return chunk("VP8X", FileBytes.file().u8(flags, 0, 0, 0).le(3, width - 1, height - 1));
    }

    private static FileBytes animationFrame(int x, int y, int width, int height) {
        return chunk(
                "ANMF",
                FileBytes.file()
                        .le(3, x / 2, y / 2, width - 1, height - 1)
                        .le(3, 40)
                        .u8(0));
    }

    @Test
    void probe_lossy_tellsItsDimensionsWithoutTheScale() {
        Probing.assertStill(riff(lossy(550, 368)), Format.WEBP, 550, 368);
    }

    @Test
    void probe_lossless_tellsItsDimensions() {
        Probing.assertStill(riff(lossless(16_383, 4_097)), Format.WEBP, 16_383, 4_097);
    }

    @Test
    void probe_extended_tellsCanvasAndOrientation() {
        byte[] file = riff(extended(0x08, 300, 200), lossy(300, 200), chunk("EXIF", Probing.exif(6)));

        assertThat(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(Format.WEBP, new Dimensions(300, 200), 1, Orientation.ofExif(6), false));
    }

    @Test
    void probe_exifWithThePrefixOfJpeg_tellsTheOrientation() {
        FileBytes exif = FileBytes.file().text("Exif\0\0").add(Probing.exif(5));
        byte[] file = riff(extended(0x08, 300, 200), lossy(300, 200), chunk("EXIF", exif));

        assertThat(HeaderProbe.probe(file).orientation()).isEqualTo(Orientation.ofExif(5));
    }

    @Test
    void probe_animation_countsItsFrames() {
        byte[] file = riff(
                extended(0x02, 80, 70),
                chunk("ANIM", FileBytes.file().zeros(6)),
                animationFrame(0, 0, 80, 70),
                animationFrame(10, 10, 5, 5),
                animationFrame(0, 0, 1, 1));

        assertThat(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(Format.WEBP, new Dimensions(80, 70), 3, Orientation.UPRIGHT, true));
    }

    @Test
    void probe_bitstreamOrFrameLargerThanTheCanvas_countsTheLarger() {
        Probing.assertStill(riff(extended(0, 10, 10), lossy(9_000, 20)), Format.WEBP, 9_000, 20);
        assertThat(HeaderProbe.probe(riff(extended(0x02, 10, 10), animationFrame(100, 0, 7_000, 5)))
                        .dimensions())
                .isEqualTo(new Dimensions(7_100, 10));
    }

    @Test
    void probe_chunkOfOddLength_isPadded() {
        Probing.assertStill(riff(chunk("ABCD", FileBytes.file().zeros(3)), lossy(5, 6)), Format.WEBP, 5, 6);
    }

    @Test
    void probe_animationWithoutFrames_isBroken() {
        Probing.assertBroken(riff(extended(0x02, 80, 70)));
    }

    @Test
    void probe_noImageChunk_isBroken() {
        Probing.assertBroken(riff());
        Probing.assertBroken(riff(chunk("EXIF", Probing.exif(6))));
    }

    @Test
    void probe_bitstreamWithoutItsSignature_isBroken() {
        Probing.assertBroken(riff(chunk("VP8 ", FileBytes.file().zeros(10))));
        Probing.assertBroken(riff(chunk("VP8L", FileBytes.file().zeros(10))));
    }

    @Test
    void probe_noColumns_isBroken() {
        Probing.assertBroken(riff(lossy(0x4000, 5)));
    }

    @Test
    void probe_cutOffInTheHeader_isBroken() {
        byte[] file = riff(lossy(550, 368));

        for (int length = 12; length < file.length; length++) {
            Probing.assertBroken(Arrays.copyOf(file, length));
        }
    }

    @Test
    void probe_otherRiffFile_isUnsupported() {
        assertThat(Probing.assertUnsupported(
                        FileBytes.file().text("RIFF\0\0\0\0WAVEfmt ").array()))
                .contains("RIFF");
    }
}
