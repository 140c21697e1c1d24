package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.junit.jupiter.api.Test;

class TiffContainerTest {
    /// A little-endian directory of LONG fields, as tag and value in turn.
    private static FileBytes directory(long next, long... fields) {
        var bytes = FileBytes.file().le(2, fields.length / 2);
        for (int i = 0; i < fields.length; i += 2) {
            bytes.le(2, fields[i], 4).le(4, 1, fields[i + 1]);
        }
        return bytes.le(4, next);
    }

    private static FileBytes little() {
        return FileBytes.file().text("II").le(2, 42).le(4, 8);
    }

    @Test
    void probe_writtenByTheJdk_tellsItsDimensions() {
        Probing.assertStill(Probing.written("tiff", 37, 21), Format.TIFF, 37, 21);
    }

    @Test
    void probe_bigEndian_tellsDimensionsAndOrientation() {
        byte[] file = FileBytes.file()
                .text("MM")
                .be(2, 42)
                .be(4, 8)
                .be(2, 3)
                .be(2, 256, 3)
                .be(4, 1)
                .be(2, 40, 0)
                .be(2, 257, 3)
                .be(4, 1)
                .be(2, 30, 0)
                .be(2, 274, 3)
                .be(4, 1)
                .be(2, 5, 0)
                .be(4, 0)
                .array();

        assertThat(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(Format.TIFF, new Dimensions(40, 30), 1, Orientation.ofExif(5), false));
    }

    @Test
    void probe_bigTiff_tellsItsDimensions() {
        byte[] file = FileBytes.file()
                .text("II")
                .le(2, 43, 8, 0)
                .le(8, 16, 2)
                .le(2, 256, 16)
                .le(8, 1, 40)
                .le(2, 257, 16)
                .le(8, 1, 30)
                .le(8, 0)
                .array();

        Probing.assertStill(file, Format.TIFF, 40, 30);
    }

    @Test
    void probe_severalPages_countsThemAndTellsTheLargest() {
        byte[] file = little().add(directory(38, 256, 10, 257, 200))
                .add(directory(68, 256, 100, 257, 20))
                .add(directory(0, 256, 1, 257, 1))
                .array();

        assertThat(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(Format.TIFF, new Dimensions(100, 200), 3, Orientation.UPRIGHT, false));
    }

    @Test
    void probe_chainThatBitesItsTail_isBroken() {
        Probing.assertBroken(little().add(directory(8, 256, 10, 257, 20)).array());
    }

    @Test
    void probe_chainThatLeavesTheFile_endsThere() {
        Probing.assertStill(
                little().add(directory(0xfffffff0L, 256, 10, 257, 20)).array(), Format.TIFF, 10, 20);
    }

    @Test
    void probe_tileMuchLargerThanTheImage_isBroken() {
        Probing.assertStill(
                little().add(directory(0, 256, 10, 257, 20, 322, 1024, 323, 1024))
                        .array(),
                Format.TIFF,
                10,
                20);
        Probing.assertBroken(little().add(directory(0, 256, 10, 257, 20, 322, 65_536, 323, 1024))
                .array());
        Probing.assertBroken(
                little().add(directory(0, 256, 10, 257, 20, 322, 1024, 323, 0)).array());
    }

    @Test
    void probe_endlessChannels_isBroken() {
        Probing.assertBroken(
                little().add(directory(0, 256, 10, 257, 20, 277, 60_000)).array());
    }

    @Test
    void probe_noDimensions_isBroken() {
        Probing.assertBroken(little().add(directory(0, 256, 10)).array());
        Probing.assertBroken(little().add(directory(0, 256, 0, 257, 10)).array());
        Probing.assertBroken(
                little().add(directory(0, 256, 0xffffffffL, 257, 10)).array());
    }

    @Test
    void probe_fieldOfAnUnknownTypeOrCount_isBroken() {
        Probing.assertBroken(
                little().le(2, 1).le(2, 256, 99).le(4, 1, 5).le(4, 0).array());
        Probing.assertBroken(
                little().le(2, 1).le(2, 256, 4).le(4, 0, 5).le(4, 0).array());
        Probing.assertBroken(
                little().le(2, 1).le(2, 256, 4).le(4, 0xffffffffL, 5).le(4, 0).array());
    }

    @Test
    void probe_cutOff_isBroken() {
        FileBytes file = little().add(directory(0, 256, 10, 257, 20));

        for (int length = 4; length < file.size() - 4; length++) {
            Probing.assertBroken(file.first(length));
        }
    }

    @Test
    void probe_bigTiffWithNegativeOffset_isBroken() {
        Probing.assertBroken(
                FileBytes.file().text("II").le(2, 43, 8, 0).le(8, -8).zeros(64).array());
    }
}
