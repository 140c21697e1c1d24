package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.jpeg.Segments.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a header says, by the rules of libjpeg.
class InspectTest {
    private static final Segment SCAN = new Segment(Segments.SOS, 1, 1, 0, 0, 63, 0);

    @Test
    void inspect_colourFile_tellsItsFrame() {
        byte[] jpeg =
                JpegFiles.colour(100, 75, "-sample", "2x1", "-restart", "5B").bytes();
        var frame = (FrameHeader) JpegDecoder.inspect(ByteBuffer.wrap(jpeg));
        assertThat(frame.width()).isEqualTo(100);
        assertThat(frame.height()).isEqualTo(75);
        assertThat(frame.colours()).isEqualTo(Colours.YCBCR);
        assertThat(frame.coding()).isEqualTo(Coding.BASELINE);
        assertThat(frame.restartInterval()).isEqualTo(5);
        assertThat(frame.components()).extracting(FrameComponent::horizontal).containsExactly(2, 1, 1);
        assertThat(frame.planeWidth(1, Scale.QUARTER)).isEqualTo(13);
        assertThat(frame.planeHeight(1, Scale.EIGHTH)).isEqualTo(10);
    }

    @Test
    void inspect_progressiveFile_saysSo() {
        byte[] jpeg = JpegFiles.colour(17, 33, "-progressive").bytes();
        assertThat(((FrameHeader) JpegDecoder.inspect(ByteBuffer.wrap(jpeg))).coding())
                .isEqualTo(Coding.PROGRESSIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "1, -1, 1, GREY",
        "3, -1, 1, YCBCR",
        "3, -1, 82, RGB",
        "3, 0, 1, RGB",
        "3, 1, 82, YCBCR",
        "4, -1, 1, CMYK",
        "4, 0, 1, CMYK",
        "4, 2, 1, YCCK"
    })
    void inspect_coloursByMarkerAndNames_areThoseOfLibjpeg(int count, int adobe, int id, Colours expected) {
        List<Segment> segments = new ArrayList<>();
        if (adobe >= 0) {
            segments.add(new Segment(Segments.APP14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, adobe));
        }
        segments.add(
                frame(Segments.SOF0, 8, 9, count, 0x11, id == 82 ? new int[] {'R', 'G', 'B'} : new int[] {1, 2, 3, 4}));
        segments.add(SCAN);
        var frame = (FrameHeader) JpegDecoder.inspect(ByteBuffer.wrap(Segments.join(segments)));
        assertThat(frame.colours()).isEqualTo(expected);
        assertThat(frame.adobe()).isEqualTo(adobe >= 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0xC0, 12, 9, 3, 0x11, 12 bits",
        "0xC9, 8, 9, 3, 0x11, Arithmetic",
        "0xC3, 8, 9, 3, 0x11, Lossless",
        "0xDE, 8, 9, 3, 0x11, hierarchical",
        "0xC0, 8, 0, 3, 0x11, height",
        "0xC0, 8, 9, 2, 0x11, 2 components",
        "0xC0, 8, 9, 3, 0x51, Sampling"
    })
    void inspect_otherKinds_areUnsupported(
            String marker, int precision, int height, int count, String sampling, String expected) {
        Segment frame =
                frame(Integer.decode(marker), precision, height, count, Integer.decode(sampling), new int[] {1, 2, 3});
        Inspection inspection = JpegDecoder.inspect(ByteBuffer.wrap(Segments.join(List.of(frame, SCAN))));
        assertThat(inspection)
                .isInstanceOfSatisfying(
                        Unsupported.class, found -> assertThat(found.why()).contains(expected));
    }

    @Test
    void inspect_twoFrames_isRefused() {
        Segment frame = frame(Segments.SOF0, 8, 9, 1, 0x11, new int[] {1});
        assertThatThrownBy(() -> JpegDecoder.inspect(ByteBuffer.wrap(Segments.join(List.of(frame, frame, SCAN)))))
                .isInstanceOf(JpegException.class)
                .hasMessageContaining("two frames");
    }

    private static Segment frame(int marker, int precision, int height, int count, int sampling, int[] ids) {
        int[] payload = new int[6 + 3 * count];
        payload[0] = precision;
        payload[2] = height;
        payload[4] = 9;
        payload[5] = count;
        for (int i = 0; i < count; i++) {
            payload[6 + 3 * i] = ids[i];
            payload[7 + 3 * i] = sampling;
        }
        return new Segment(marker, payload);
    }
}
