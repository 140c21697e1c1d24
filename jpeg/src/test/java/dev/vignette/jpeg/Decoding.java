package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What our decoder makes of a file, with the planes whole, and held against the rules of [PlaneSink]. Rows that were
/// never delivered are black.
///
/// @param delivered for each component how many rows there were
record Decoding(Decoded decoded, List<Plane> planes, List<Integer> delivered) {
    static Decoding of(byte[] jpeg, DecodeOptions options) {
        FrameHeader frame = header(jpeg);
        List<Plane> planes = new ArrayList<>();
        for (int component = 0; component < frame.components().size(); component++) {
            int width = frame.planeWidth(component, options.scale(component));
            int height = frame.planeHeight(component, options.scale(component));
            planes.add(new Plane(new byte[width * height], width, height));
        }
        int[] delivered = new int[planes.size()];
        Decoded decoded =
                JpegDecoder.decode(ByteBuffer.wrap(jpeg), options, (component, samples, offset, stride, rows) -> {
                    Plane plane = planes.get(component);
                    if (rows < 1 || stride < plane.width()) {
                        throw new AssertionError("%d rows of %d samples".formatted(rows, stride));
                    }
                    for (int row = 0; row < rows; row++) {
                        int to = delivered[component]++ * plane.width();
                        System.arraycopy(samples, offset + row * stride, plane.samples(), to, plane.width());
                    }
                });
        return new Decoding(decoded, planes, Arrays.stream(delivered).boxed().toList());
    }

    /// The planes of a file of which all rows must come.
    static List<Plane> planes(byte[] jpeg, DecodeOptions options) {
        Decoding decoding = of(jpeg, options);
        List<Integer> heights = decoding.planes.stream().map(Plane::height).toList();
        if (!decoding.delivered.equals(heights)) {
            throw new AssertionError("%s rows of %s".formatted(decoding.delivered, heights));
        }
        return decoding.planes;
    }

    static FrameHeader header(byte[] jpeg) {
        if (!(JpegDecoder.inspect(ByteBuffer.wrap(jpeg)) instanceof FrameHeader header)) {
            throw new IllegalArgumentException("no such file is decoded");
        }
        return header;
    }
}
