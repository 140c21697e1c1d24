package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference itself: that its two ways to planes agree, and that the generated files are what they claim.
class TurboJpegTest {
    @ParameterizedTest
    @EnumSource(Scale.class)
    void decode_eachNamedSampling_isWhatTheComponentsAloneGive(Scale scale) {
        for (String sampling : List.of("1x1", "2x1", "1x2", "2x2", "4x1")) {
            byte[] jpeg = JpegFiles.colour(101, 75, "-sample", sampling).bytes();
            try (var turbo = new TurboJpeg(jpeg, scale)) {
                assertThat(turbo.decode()).isEmpty();
                List<Plane> expected = ReferencePlanes.of(jpeg, scale);
                List<Plane> planes = turbo.planes();
                assertThat(planes).hasSameSizeAs(expected);
                for (int component = 0; component < 3; component++) {
                    assertThat(planes.get(component).width())
                            .isEqualTo(expected.get(component).width());
                    assertThat(planes.get(component).samples())
                            .as("component %d, sampling %s", component, sampling)
                            .isEqualTo(expected.get(component).samples());
                }
            }
        }
    }

    @Test
    void decode_cutFile_tellsTheDamage() {
        byte[] jpeg = JpegFiles.colour(100, 75).bytes();
        try (var turbo = new TurboJpeg(Arrays.copyOf(jpeg, jpeg.length / 2 + 300), Scale.FULL)) {
            assertThat(turbo.decode())
                    .hasValueSatisfying(text -> assertThat(text).contains("Premature end"));
            assertThat(turbo.planes()).hasSize(3);
        }
    }

    @Test
    void constructor_noJpeg_saysWhatIsWrong() {
        assertThatThrownBy(() -> new TurboJpeg(new byte[] {1, 2, 3, 4}, Scale.FULL))
                .hasMessageContaining("Not a JPEG file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "progressive"})
    void files_everyKind_haveTheFrameTheyClaim(String kind) {
        List<JpegFile> files = kind.equals("baseline") ? JpegFiles.baseline() : JpegFiles.progressive();
        assertThat(files)
                .allSatisfy(file -> assertThat(Segments.of(file.bytes())).anySatisfy(segment -> {
                    assertThat(segment.isFrame()).isTrue();
                    assertThat(segment.marker() == Segments.SOF2).isEqualTo(kind.equals("progressive"));
                }));
    }

    static List<JpegFile> everyFile() {
        return Stream.concat(JpegFiles.baseline().stream(), JpegFiles.progressive().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everyFile")
    void referencePlanes_everyFile_areAsLargeAsItsHeaderSays(JpegFile file) {
        var frame = Segments.of(file.bytes()).stream()
                .filter(Segments.Segment::isFrame)
                .findFirst()
                .orElseThrow();
        List<Plane> planes = ReferencePlanes.of(file.bytes(), Scale.EIGHTH);
        assertThat(planes).hasSize(frame.at(5));
        int width = (frame.at(3) << 8) + frame.at(4);
        assertThat(planes).anySatisfy(plane -> assertThat(plane.width()).isEqualTo(Scale.EIGHTH.of(width)));
    }
}
