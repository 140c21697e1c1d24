package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Orientation;
import dev.vignette.jpeg.Averaging;
import dev.vignette.jpeg.Coding;
import dev.vignette.jpeg.Colours;
import dev.vignette.jpeg.Filter;
import dev.vignette.jpeg.FrameComponent;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.JpegDecoder;
import dev.vignette.jpeg.Kernel;
import dev.vignette.jpeg.Region;
import dev.vignette.jpeg.Scale;
import dev.vignette.options.Crop;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaneTargetTest {
    private static final FrameHeader FRAME =
            (FrameHeader) JpegDecoder.inspect(ByteBuffer.wrap(Originals.jpeg(Drawings.photo(800, 600))));

    private static final FrameHeader RGB = new FrameHeader(
            800,
            600,
            List.of(
                    new FrameComponent('R', 1, 1, 0),
                    new FrameComponent('G', 1, 1, 0),
                    new FrameComponent('B', 1, 1, 0)),
            Colours.RGB,
            Coding.BASELINE,
            false,
            0,
            Optional.empty());

    private static PlaneTarget target(int component, int width, int height, int exif, boolean halved, double margin) {
        return target(FRAME, component, width, height, exif, halved, margin);
    }

    private static PlaneTarget target(
            FrameHeader frame, int component, int width, int height, int exif, boolean halved, double margin) {
        var crop = new Crop(0, 0, 800, 600);
        var part = new PlaneTarget.Part(crop, 0, 0, 800, 600, new Dimensions(width, height), Orientation.ofExif(exif));
        return PlaneTarget.of(frame, component, part, halved, margin);
    }

    /// Where a sample of the result lies in the picture.
    private static double place(double start, double length, int samples, Scale scale, int sampling, double sample) {
        return (start + sample * length / samples) * 8 / scale.samples() * sampling;
    }

    /// In a result of 101 columns there are 51 of colours, of which the last, or when it is mirrored the first, reaches
    /// over the edge.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void of_oddSize_keepsColoursWhereTheyAre(int exif) {
        PlaneTarget luma = target(0, 101, 75, exif, false, 1.5);
        PlaneTarget chroma = target(1, 101, 75, exif, true, 1.5);
        assertThat(chroma.width()).isEqualTo(51);
        assertThat(chroma.height()).isEqualTo(38);
        boolean mirrored = exif == 2 || exif == 3 || exif == 7 || exif == 8;
        boolean upsideDown = exif == 3 || exif == 4 || exif == 6 || exif == 7;
        Region lumas = luma.region();
        Region chromas = chroma.region();
        for (int sample = 0; sample <= 50; sample++) {
            double there = place(chromas.left(), chromas.width(), 51, chroma.scale(), 2, sample);
            double expected =
                    place(lumas.left(), lumas.width(), 101, luma.scale(), 1, 2.0 * sample - (mirrored ? 1 : 0));
            assertThat(there).isCloseTo(expected, within(1e-9));
        }
        for (int sample = 0; sample <= 37; sample++) {
            double there = place(chromas.top(), chromas.height(), 38, chroma.scale(), 2, sample);
            double expected =
                    place(lumas.top(), lumas.height(), 75, luma.scale(), 1, 2.0 * sample - (upsideDown ? 1 : 0));
            assertThat(there).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void of_margin_isThatOfTheFirstComponent() {
        assertThat(target(0, 100, 75, 1, false, 1).scale()).isEqualTo(Scale.EIGHTH);
        assertThat(target(0, 100, 75, 1, false, 1.01).scale()).isEqualTo(Scale.QUARTER);
        assertThat(target(1, 100, 75, 1, true, 8).scale()).isEqualTo(Scale.EIGHTH);
    }

    /// What is sharper in one of them than in the others has an edge of that colour.
    @ParameterizedTest
    @ValueSource(ints = {99, 100, 350, 700, 1000})
    void of_rgb_treatsItsPlanesAlike(int width) {
        PlaneTarget red = target(RGB, 0, width, width * 3 / 4, 1, false, 1.5);
        for (int component = 1; component < 3; component++) {
            PlaneTarget other = target(RGB, component, width, width * 3 / 4, 1, false, 1.5);
            assertThat(other).isEqualTo(red);
            assertThat(other.filter(RGB, component)).isEqualTo(red.filter(RGB, 0));
        }
    }

    @Test
    void filter_colours_areSmoothWhenEnlargedAndAveragedAsTheyAre() {
        PlaneTarget luma = target(0, 700, 525, 1, false, 1.5);
        PlaneTarget chroma = target(1, 700, 525, 1, false, 1.5);
        assertThat(luma.filter(FRAME, 0)).isEqualTo(new Filter(Kernel.LANCZOS3, 0, Averaging.HALF_LIGHT));
        assertThat(chroma.filter(FRAME, 1)).isEqualTo(new Filter(Kernel.BOX, 0, Averaging.SAMPLES));
        assertThat(target(0, 1000, 750, 1, false, 1.5).filter(FRAME, 0)).isEqualTo(Filter.of(Kernel.LANCZOS3));
        assertThat(target(0, 60, 45, 1, false, 1.5).filter(FRAME, 0))
                .isEqualTo(new Filter(Kernel.LANCZOS3, 1, Averaging.HALF_LIGHT));
    }
}
