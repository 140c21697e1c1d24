package dev.vignette.bench.jpeg;

import dev.vignette.bench.load.Place;
import dev.vignette.jpeg.DecodeOptions;
import dev.vignette.jpeg.EncodeOptions;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.InnerLoops;
import dev.vignette.jpeg.JpegDecoder;
import dev.vignette.jpeg.JpegEncoder;
import dev.vignette.jpeg.Plane;
import dev.vignette.jpeg.PlaneResizer;
import dev.vignette.jpeg.Resampler;
import dev.vignette.jpeg.Scale;
import dev.vignette.jpeg.Subsampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The inner loops of the JPEG codec, each alone, over the first photograph of the camera's.
@State(Scope.Benchmark)
public class LoopBench {
    private static final int WIDTH = 304;
    private static final int HEIGHT = 224;
    private static final Scale SCALE = Scale.QUARTER;

    private final InnerLoops loops;
    private final Plane plane;
    private final List<Plane> result;

    /// What the walk through the codes is for.
    @State(Scope.Benchmark)
    public static class Walked {
        @Param({"EIGHTH", "QUARTER", "HALF", "FULL"})
        public Scale scale = Scale.FULL;
    }

    /// The scales whose transforms take many blocks at once.
    @State(Scope.Benchmark)
    public static class Transformed {
        @Param({"QUARTER", "HALF", "FULL"})
        public Scale scale = Scale.FULL;
    }

    /// Takes the first photograph.
    public LoopBench() {
        Picture picture = first();
        FrameHeader frame = picture.header();
        int components = frame.components().size();
        loops = new InnerLoops(picture.bytes());
        plane = decoded(
                        picture,
                        IntStream.range(0, components)
                                .mapToObj(i ->
                                        resampler(frame, i, frame.planeWidth(i, SCALE), frame.planeHeight(i, SCALE)))
                                .toList())
                .getFirst();
        result = decoded(
                picture,
                IntStream.range(0, components)
                        .mapToObj(i -> resampler(frame, i, i == 0 ? WIDTH : WIDTH / 2, i == 0 ? HEIGHT : HEIGHT / 2))
                        .toList());
    }

    private static Picture first() {
        try (Place place = Place.here()) {
            return Pictures.of(place.camera()).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resampler resampler(FrameHeader frame, int component, int width, int height) {
        return new Resampler(frame.planeWidth(component, SCALE), frame.planeHeight(component, SCALE), width, height);
    }

    private static List<Plane> decoded(Picture picture, List<Resampler> resamplers) {
        var resizer = new PlaneResizer(resamplers);
        JpegDecoder.decode(picture.buffer(), DecodeOptions.at(SCALE).lenient(), resizer);
        return resizer.planes();
    }

    /// The Huffman codes of the whole photograph, as a scale needs them, without transforms.
    @Benchmark
    public int codes(Walked walked) {
        return loops.walk(walked.scale);
    }

    /// The inverse transform of a batch of blocks: 128 at a quarter, 64 at half, 32 at all of their size.
    @Benchmark
    public byte[] transform(Transformed transformed) {
        return loops.transform(transformed.scale);
    }

    /// The luma plane, decoded at a quarter, to 304 × 224.
    @Benchmark
    public Plane resample() {
        var resampler = new Resampler(plane.width(), plane.height(), WIDTH, HEIGHT);
        for (int row = 0; row + 8 <= plane.height(); row += 8) {
            resampler.push(plane.samples(), row * plane.width(), plane.width(), 8);
        }
        int rest = plane.height() % 8;
        resampler.push(plane.samples(), (plane.height() - rest) * plane.width(), plane.width(), rest);
        return resampler.plane();
    }

    /// The three planes of 304 × 224 as a file of quality 80.
    @Benchmark
    public byte[] encode() {
        return JpegEncoder.encode(result, EncodeOptions.of(WIDTH, HEIGHT, 80, Subsampling.YUV420));
    }
}
