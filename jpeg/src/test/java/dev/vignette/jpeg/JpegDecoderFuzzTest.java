package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever bytes are decoded, it ends in rows that fit the header or in a [JpegException]. As a plain test it
/// runs over its seeds; with `JAZZER_FUZZ=1` it looks for more.
class JpegDecoderFuzzTest {
    private static final int MOST_SAMPLES = 1 << 18;

    /// One small file of each kind.
    static List<Arguments> seeds() {
        return Stream.of(
                        JpegFiles.grey(9, 7),
                        JpegFiles.colour(17, 9, "-sample", "2x2", "-restart", "1B"),
                        JpegFiles.colour(9, 7, "-sample", "2x1", "-optimize"),
                        JpegFiles.scripted(ScanScripts.baselineAlone(), "alone").getFirst())
                .map(file -> arguments((Object) file.bytes()))
                .toList();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void decode_anyBytes_failsOnlyAsItSays(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes);
        try {
            if (JpegDecoder.inspect(file) instanceof FrameHeader frame
                    && (long) frame.width() * frame.height() < MOST_SAMPLES) {
                for (Scale scale : Scale.values()) {
                    var rows = new int[4];
                    DecodeOptions options = DecodeOptions.at(scale).lenient();
                    JpegDecoder.decode(file, options, (component, samples, offset, stride, count) -> {
                        assertThat(offset + stride * count).isLessThanOrEqualTo(samples.length);
                        assertThat(stride).isGreaterThanOrEqualTo(frame.planeWidth(component, scale));
                        rows[component] += count;
                    });
                    for (int i = 0; i < frame.components().size(); i++) {
                        assertThat(rows[i]).isEqualTo(frame.planeHeight(i, scale));
                    }
                }
            }
        } catch (JpegException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
