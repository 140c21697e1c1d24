package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class MetadataBlocksTest {
    private static Optional<String> text(Optional<ByteBuffer> block) {
        return block.map(
                bytes -> StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
    }

    private static void assertHasExif(MetadataBlocks blocks) {
        assertThat(blocks.exif())
                .hasValueSatisfying(exif -> assertThat(exif.first()).isEqualTo(8));
    }

    private static byte[] deflated(byte[] bytes) {
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 100];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    private static byte[] png(String type, FileBytes body) {
        return PngContainerTest.signature()
                .add(PngContainerTest.header(3, 2))
                .add(PngContainerTest.chunk(type, body))
                .array();
    }

    @Test
    void of_png_findsItsBlocks() {
        FileBytes xmp = FileBytes.file().text("XML:com.adobe.xmp\0\0\0en\0translated\0<xmp/>");
        FileBytes icc = FileBytes.file().text("name\0\0").raw(deflated("profile".getBytes(StandardCharsets.US_ASCII)));

        assertHasExif(blocks(png("eXIf", Probing.exif(3))));
        assertThat(text(blocks(png("iTXt", xmp)).xmp())).contains("<xmp/>");
        assertThat(text(blocks(png("iCCP", icc)).icc())).contains("profile");
    }

    @Test
    void of_pngWithAnInflatingBomb_leavesItOut() {
        FileBytes icc = FileBytes.file().text("name\0\0").raw(deflated(new byte[32 << 20]));
        MetadataBlocks blocks = blocks(png("iCCP", icc));

        assertThat(blocks.icc()).isEmpty();
        // What it would have grown to is not known: inflating stopped just beyond the limit of 4 MiB.
        assertThat(blocks.warnings()).singleElement().asString().matches("ICC: a block of 4\\d{6} bytes .*");
    }

    @Test
    void of_pngWithADamagedProfile_warns() {
        FileBytes icc = FileBytes.file().text("name\0\0no zlib stream");

        assertThat(blocks(png("iCCP", icc)).warnings()).hasSize(1);
    }

    @Test
    void of_webp_findsItsBlocks() {
        MetadataBlocks blocks = blocks(WebpContainerTest.riff(
                WebpContainerTest.chunk("ICCP", FileBytes.file().text("profile")),
                WebpContainerTest.lossy(5, 6),
                WebpContainerTest.chunk("EXIF", Probing.exif(3)),
                WebpContainerTest.chunk("XMP ", FileBytes.file().text("<xmp/>"))));

        assertHasExif(blocks);
        assertThat(text(blocks.icc())).contains("profile");
        assertThat(text(blocks.xmp())).contains("<xmp/>");
    }

    @Test
    void of_gif_findsCommentAndXmp() {
        // 257 bytes of which each leads a reader of sub-blocks to the end: 1, 255, 254, … 0; then the terminator.
        FileBytes trailer = FileBytes.file().u8(1);
        for (int i = 255; i >= 0; i--) {
            trailer.u8(i);
        }
        byte[] file = FileBytes.file()
                .text("GIF89a")
                .le(2, 1, 1)
                .u8(0, 0, 0)
                .text("!\u00fe\u0005hello\0")
                .text("!\u00ff\u000bXMP DataXMP<xmp/>")
                .add(trailer)
                .u8(0)
                .array();
        MetadataBlocks blocks = blocks(file);

        assertThat(text(blocks.comment())).contains("hello");
        assertThat(text(blocks.xmp())).contains("<xmp/>");
    }

    @Test
    void of_tiff_findsItsBlocks() {
        byte[] file = FileBytes.file()
                .text("II")
                .le(2, 42)
                .le(4, 8)
                .le(2, 3)
                .le(2, 700, 1)
                .le(4, 6, 50)
                .le(2, 33_723, 7)
                .le(4, 4)
                .text("iptc")
                .le(2, 34_675, 7)
                .le(4, 7, 56)
                .le(4, 0)
                .text("<xmp/>profile")
                .array();
        MetadataBlocks blocks = blocks(file);

        assertHasExif(blocks);
        assertThat(text(blocks.xmp())).contains("<xmp/>");
        assertThat(text(blocks.iptc())).contains("iptc");
        assertThat(text(blocks.icc())).contains("profile");
    }

    @Test
    void of_avif_findsTheProfileOfThePrimaryItem() {
        byte[] file = HeifContainerTest.file(
                HeifContainerTest.brands("avif"),
                "av01",
                FileBytes.file(),
                HeifContainerTest.size(64, 48),
                HeifContainerTest.box("colr", FileBytes.file().text("profprofile")));

        assertThat(text(blocks(file).icc())).contains("profile");
    }

    @Test
    void of_avif_findsAnExifItemBehindItsOffset() {
        byte[] file = HeifContainerTest.file(
                HeifContainerTest.brands("avif"),
                "Exif",
                FileBytes.file().be(4, 6).text("Exif\0\0").add(Probing.exif(3)),
                HeifContainerTest.size(64, 48));

        assertHasExif(blocks(file));
    }

    @Test
    void of_damage_isAWarning() {
        assertThat(blocks(HeifContainerTest.brands("avif").array()).warnings())
                .singleElement()
                .asString()
                .startsWith("metadata: ");
    }

    @Test
    void of_anotherKindOfFile_isUnsupported() {
        assertThatThrownBy(() -> blocks(new byte[0])).isInstanceOf(VignetteException.class);
    }

    private static MetadataBlocks blocks(byte[] file) {
        return MetadataBlocks.of(ImageFile.of(file));
    }
}
