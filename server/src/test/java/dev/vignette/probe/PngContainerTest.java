package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.junit.jupiter.api.Test;

class PngContainerTest {
    static FileBytes signature() {
        return FileBytes.file().u8(0x89).text("PNG\r\n\u001a\n");
    }

    static FileBytes chunk(String type, FileBytes body) {
        return FileBytes.file().be(4, body.size()).text(type).add(body).be(4, 0);
    }

    static FileBytes header(long width, long height) {
        return chunk("IHDR", FileBytes.file().be(4, width, height).u8(8, 6, 0, 0, 0));
    }

    @Test
    void probe_writtenByTheJdk_tellsItsDimensions() {
        Probing.assertStill(Probing.written("png", 37, 21), Format.PNG, 37, 21);
    }

    @Test
    void probe_interlaced_isProgressive() {
        var interlaced = FileBytes.file().be(4, 3, 2).u8(8, 2, 0, 0, 1);
        byte[] file = signature().add(chunk("IHDR", interlaced)).array();

        assertThat(HeaderProbe.probe(file).progressive()).isTrue();
    }

    @Test
    void probe_exifBeforeThePixels_tellsTheOrientation() {
        byte[] file = signature()
                .add(header(3, 2))
                .add(chunk("tEXt", FileBytes.file().text("Title\0x")))
                .add(chunk("eXIf", Probing.exif(8)))
                .add(chunk("IDAT", FileBytes.file()))
                .array();

        assertThat(HeaderProbe.probe(file).orientation()).isEqualTo(Orientation.ofExif(8));
    }

    @Test
    void probe_exifBehindThePixels_isUprightAsForTheDecoder() {
        byte[] file = signature()
                .add(header(3, 2))
                .add(chunk("IDAT", FileBytes.file()))
                .add(chunk("eXIf", Probing.exif(8)))
                .array();

        Probing.assertStill(file, Format.PNG, 3, 2);
    }

    @Test
    void probe_animated_isOneFrame() {
        byte[] file = signature()
                .add(header(3, 2))
                .add(chunk("acTL", FileBytes.file().be(4, 500, 0)))
                .array();

        Probing.assertStill(file, Format.PNG, 3, 2);
    }

    @Test
    void probe_nonsenseDimensions_isBroken() {
        Probing.assertBroken(signature().add(header(0, 2)).array());
        Probing.assertBroken(signature().add(header(3, 0)).array());
        Probing.assertBroken(signature().add(header(0x80000000L, 2)).array());
    }

    @Test
    void probe_largestDimensions_doNotOverflow() {
        byte[] file = signature().add(header(0x7fffffff, 0x7fffffff)).array();

        assertThat(HeaderProbe.probe(file).pixels()).isEqualTo(0x7fffffffL * 0x7fffffffL);
    }

    @Test
    void probe_otherFirstChunk_isBroken() {
        Probing.assertBroken(signature()
                .add(chunk("CgBI", FileBytes.file().be(4, 1)))
                .add(header(3, 2))
                .array());
    }

    @Test
    void probe_headerCutOff_isBroken() {
        FileBytes file = signature().add(header(3, 2));

        for (int length = 8; length < 24; length++) {
            Probing.assertBroken(file.first(length));
        }
    }

    @Test
    void probe_chunkThatClaimsMoreThanTheFile_endsTheSearch() {
        byte[] file =
                signature().add(header(3, 2)).be(4, 0xffffffffL).text("eXIf").array();

        Probing.assertStill(file, Format.PNG, 3, 2);
    }
}
