package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegContainerTest {
    private static FileBytes soi() {
        return FileBytes.file().be(2, 0xffd8);
    }

    private static FileBytes segment(int marker, FileBytes body) {
        return FileBytes.file().u8(0xff, marker).be(2, body.size() + 2).add(body);
    }

    private static FileBytes frame(int marker, int width, int height) {
        return segment(marker, FileBytes.file().u8(8).be(2, height, width).u8(1, 1, 0x11, 0));
    }

    private static FileBytes exifSegment(int orientation) {
        return segment(0xe1, FileBytes.file().text("Exif\0\0").add(Probing.exif(orientation)));
    }

    private static FileBytes scan() {
        return segment(0xda, FileBytes.file().u8(1, 1, 0, 0, 63, 0));
    }

    @Test
    void probe_writtenByTheJdk_tellsItsDimensions() {
        Probing.assertStill(Probing.written("jpeg", 37, 21), Format.JPEG, 37, 21);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xca, 0xcf})
    void probe_anyCodingProcess_tellsItsDimensions(int marker) {
        ImageHeader header =
                HeaderProbe.probe(soi().add(frame(marker, 640, 480)).add(scan()).array());

        assertThat(header.dimensions()).isEqualTo(new Dimensions(640, 480));
        assertThat(header.progressive()).isEqualTo(marker == 0xc2 || marker == 0xca);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc4, 0xc8, 0xcc})
    void probe_markersAmongFrameHeaders_areNotTaken(int marker) {
        Probing.assertBroken(soi().add(frame(marker, 640, 480)).add(scan()).array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void probe_exif_tellsTheOrientation(int value) {
        byte[] file =
                soi().add(exifSegment(value)).add(frame(0xc0, 4, 3)).add(scan()).array();

        assertThat(HeaderProbe.probe(file))
                .isEqualTo(new ImageHeader(Format.JPEG, new Dimensions(4, 3), 1, Orientation.ofExif(value), false));
    }

    @Test
    void probe_severalExifBlocks_takesTheFirst() {
        byte[] file = soi().add(exifSegment(6))
                .add(exifSegment(3))
                .add(frame(0xc0, 4, 3))
                .add(scan())
                .array();

        assertThat(HeaderProbe.probe(file).orientation()).isEqualTo(Orientation.ofExif(6));
    }

    @Test
    void probe_damagedExif_isUpright() {
        FileBytes cut = FileBytes.file().text("Exif\0\0").raw(Probing.exif(6).first(15));
        byte[] file =
                soi().add(segment(0xe1, cut)).add(frame(0xc0, 4, 3)).add(scan()).array();

        Probing.assertStill(file, Format.JPEG, 4, 3);
    }

    @Test
    void probe_fillAndGarbageBetweenSegments_areSkipped() {
        byte[] file = soi().u8(0xff, 0xff, 0xff)
                .add(segment(0xfe, FileBytes.file().text("comment")))
                .u8(1, 2, 3, 0xff, 0, 0xff)
                .add(frame(0xc1, 10, 20))
                .add(scan())
                .array();

        Probing.assertStill(file, Format.JPEG, 10, 20);
    }

    @Test
    void probe_severalFrameHeaders_countsTheLargerSides() {
        byte[] file = soi().add(frame(0xc0, 10, 5000))
                .add(frame(0xc0, 6000, 20))
                .add(scan())
                .array();

        Probing.assertStill(file, Format.JPEG, 6000, 5000);
    }

    @Test
    void probe_frameInsideASegment_isNotTaken() {
        byte[] file = soi().add(segment(0xe1, frame(0xc0, 9000, 9000)))
                .add(frame(0xc0, 10, 20))
                .add(scan())
                .array();

        Probing.assertStill(file, Format.JPEG, 10, 20);
    }

    @Test
    void probe_noLinesOrNoColumns_isBroken() {
        Probing.assertBroken(soi().add(frame(0xc0, 10, 0)).add(scan()).array());
        Probing.assertBroken(soi().add(frame(0xc0, 0, 10)).add(scan()).array());
    }

    @Test
    void probe_cutAnywhereBeforeTheScan_isBroken() {
        FileBytes file = soi().add(exifSegment(6)).add(frame(0xc0, 4, 3)).add(scan());

        for (int length = 2; length < file.size() - 8; length++) {
            Probing.assertBroken(file.first(length));
        }
    }

    @Test
    void probe_segmentShorterThanItsLength_isBroken() {
        Probing.assertBroken(
                soi().u8(0xff, 0xe0).be(2, 1).add(frame(0xc0, 4, 3)).add(scan()).array());
    }

    @Test
    void probe_endOfImageBeforeTheScan_isBroken() {
        Probing.assertBroken(
                soi().add(frame(0xc0, 4, 3)).be(2, 0xffd9).add(scan()).array());
    }
}
