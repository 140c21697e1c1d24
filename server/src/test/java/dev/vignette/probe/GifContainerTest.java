package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GifContainerTest {
    private static FileBytes screen(int width, int height) {
        return FileBytes.file()
                .text("GIF89a")
                .le(2, width, height)
                .u8(0x80, 0, 0)
                .zeros(6);
    }

    private static FileBytes frame(int x, int y, int width, int height) {
        return FileBytes.file().u8(0x2c).le(2, x, y, width, height).u8(0).u8(2, 2, 0x4c, 1, 0);
    }

    private static FileBytes control() {
        return FileBytes.file().u8(0x21, 0xf9, 4, 0, 0, 0, 0, 0);
    }

    @Test
    void probe_writtenByTheJdk_tellsItsDimensions() {
        Probing.assertStill(Probing.written("gif", 37, 21), Format.GIF, 37, 21);
    }

    @Test
    void probe_severalImages_countsThem() {
        byte[] file = screen(10, 20)
                .add(control())
                .add(frame(0, 0, 10, 20))
                .add(control())
                .add(frame(2, 2, 5, 5))
                .add(frame(0, 0, 1, 1))
                .u8(0x3b)
                .array();

        assertThat(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(Format.GIF, new Dimensions(10, 20), 3, Orientation.UPRIGHT, true));
    }

    @Test
    void probe_localColourTable_isSkipped() {
        FileBytes image =
                FileBytes.file().u8(0x2c).le(2, 0, 0, 10, 20).u8(0x81).zeros(12).u8(2, 1, 0x2c, 0);
        byte[] file = screen(10, 20).add(image).add(frame(0, 0, 1, 1)).u8(0x3b).array();

        assertThat(HeaderProbe.probe(file).frames()).isEqualTo(2);
    }

    /// These are what libnsgif makes of them.
    @ParameterizedTest
    @CsvSource({
        "10, 10, 100, 50, 100, 50",
        "0, 0, 30, 20, 30, 20",
        "640, 480, 10, 11, 10, 11",
        "3000, 10, 10, 11, 10, 11",
        "640, 481, 10, 11, 640, 481"
    })
    void probe_firstFrameOtherThanTheScreen_givesTheCanvas(int sw, int sh, int fw, int fh, int width, int height) {
        byte[] file = screen(sw, sh).add(frame(0, 0, fw, fh)).u8(0x3b).array();

        Probing.assertStill(file, Format.GIF, width, height);
    }

    @Test
    void probe_laterFrameBeyondTheCanvas_isClipped() {
        byte[] file = screen(10, 20)
                .add(frame(0, 0, 1, 1))
                .add(frame(0, 0, 60_000, 60_000))
                .array();

        assertThat(HeaderProbe.probe(file).dimensions()).isEqualTo(new Dimensions(10, 20));
    }

    @Test
    void probe_noImage_isBroken() {
        Probing.assertBroken(screen(10, 20).u8(0x3b).array());
        Probing.assertBroken(screen(10, 20).add(control()).array());
        Probing.assertBroken(screen(10, 20).first(10));
    }

    @Test
    void probe_emptyFrameOnAnEmptyScreen_isOnePixel() {
        Probing.assertStill(screen(0, 0).add(frame(0, 0, 0, 0)).array(), Format.GIF, 1, 1);
    }

    @Test
    void probe_cutOffInTheSecondFrame_countsTheFirst() {
        FileBytes file = screen(10, 20).add(frame(0, 0, 10, 20)).add(frame(0, 0, 10, 20));

        assertThat(HeaderProbe.probe(file.first(file.size() - 10)).frames()).isEqualTo(1);
    }

    @Test
    void probe_endlessFrames_stopsCounting() {
        FileBytes file = screen(1, 1);
        byte[] tiny = FileBytes.file().u8(0x2c).le(2, 0, 0, 1, 1).u8(0, 2, 0).array();
        for (int i = 0; i < Container.MOST_FRAMES + 10; i++) {
            file.raw(tiny);
        }

        assertThat(HeaderProbe.probe(file.array()).frames()).isEqualTo(Container.MOST_FRAMES);
    }
}
