package dev.vignette.jpeg;

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

    /// One small file of each kind; one is wide, so that batches of blocks are full.
    static List<Arguments> seeds() {
        return Stream.of(
                        JpegFiles.grey(9, 7),
                        JpegFiles.colour(17, 9, "-sample", "2x2", "-restart", "1B"),
                        JpegFiles.colour(9, 7, "-sample", "2x1", "-optimize"),
                        JpegFiles.colour(33, 17, "-sample", "4x1"),
                        JpegFiles.colour(17, 9, "-rgb"),
                        JpegFiles.colour(40, 40, "-quality", "100"),
                        JpegFiles.colour(600, 9, "-quality", "20", "-sample", "2x2"),
                        JpegFiles.grey(24, 40, "-progressive", "-restart", "1B"),
                        JpegFiles.colour(33, 17, "-progressive", "-sample", "2x2"),
                        JpegFiles.scripted(ScanScripts.baselineAlone(), "alone").getFirst(),
                        JpegFiles.scripted(ScanScripts.named("bit by bit"), "bit by bit")
                                .getFirst(),
                        JpegFiles.scripted(ScanScripts.named("pairs"), "pairs").getFirst(),
                        JpegFiles.scripted(ScanScripts.named("unfinished"), "unfinished")
                                .getFirst())
                .map(file -> arguments((Object) file.bytes()))
                .toList();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30m")
    void decode_anyBytes_failsOnlyAsItSays(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes);
        try {
            if (JpegDecoder.inspect(file) instanceof FrameHeader frame
                    && (long) frame.width() * frame.height() < MOST_SAMPLES) {
                for (Scale scale : Scale.values()) {
                    decode(file, frame, DecodeOptions.at(scale).lenient());
                }
                DecodeOptions mixed = DecodeOptions.at(Scale.EIGHTH).withChroma(Scale.HALF);
                decode(file, frame, mixed.lenient().withRows(Math.ceilDiv(frame.height(), 2)));
                decode(file, frame, DecodeOptions.at(Scale.QUARTER));
            }
        } catch (JpegException e) {
            check(e.getMessage() != null && !e.getMessage().contains("null"), "a failure says nothing");
        }
    }

    private static void decode(ByteBuffer file, FrameHeader frame, DecodeOptions options) {
        var rows = new int[frame.components().size()];
        Decoded decoded = JpegDecoder.decode(file, options, (component, samples, offset, stride, count) -> {
            check(offset >= 0 && offset + stride * count <= samples.length, "rows leave their array");
            check(stride >= frame.planeWidth(component, options.scale(component)), "a row is too short");
            rows[component] += count;
        });
        check(!options.strict() || decoded.damage().isEmpty(), "damage is neither refused nor tolerated");
        boolean all = options.rows() >= frame.height();
        for (int i = 0; i < rows.length; i++) {
            int whole = frame.planeHeight(i, options.scale(i));
            long wanted = (long) Math.min(options.rows(), frame.height())
                    * frame.components().get(i).vertical()
                    * options.scale(i).samples()
                    / (8L * frame.mostVertical());
            check(
                    all ? rows[i] == whole : rows[i] >= wanted && rows[i] <= whole,
                    "the rows are not those of the header");
        }
    }

    /// In place of an assertion library, whose objects would be most of what is executed.
    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
