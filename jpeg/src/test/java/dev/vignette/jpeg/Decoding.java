package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What our decoder makes of a file, with the planes whole. Rows that were never delivered are black.
///
/// @param delivered for each component how many rows there were
record Decoding(Decoded decoded, List<Plane> planes, List<Integer> delivered) {
    static Decoding of(ByteBuffer file, DecodeOptions options) {
        if (!(JpegDecoder.inspect(file) instanceof FrameHeader header)) {
            throw new IllegalArgumentException("no such file is decoded");
        }
        List<Plane> planes = new ArrayList<>();
        int[] delivered = new int[header.components().size()];
        for (int component = 0; component < delivered.length; component++) {
            Scale scale = options.scale(component);
            int width = header.planeWidth(component, scale);
            int height = header.planeHeight(component, scale);
            planes.add(new Plane(new byte[width * height], width, height));
        }
        Decoded decoded = JpegDecoder.decode(file, options, (component, samples, offset, stride, rows) -> {
            Plane plane = planes.get(component);
            for (int row = 0; row < rows; row++) {
                int to = delivered[component]++ * plane.width();
                System.arraycopy(samples, offset + row * stride, plane.samples(), to, plane.width());
            }
        });
        return new Decoding(decoded, planes, Arrays.stream(delivered).boxed().toList());
    }

    static FrameHeader header(byte[] jpeg) {
        return (FrameHeader) JpegDecoder.inspect(ByteBuffer.wrap(jpeg));
    }
}
