package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Collects what a decoding delivers into whole planes, and holds it against the rules of [PlaneSink].
final class DecodedPlanes implements PlaneSink {
    private final FrameHeader frame;
    private final DecodeOptions options;
    private final List<byte[]> planes = new ArrayList<>();
    private final int[] rows;

    private DecodedPlanes(FrameHeader frame, DecodeOptions options) {
        this.frame = frame;
        this.options = options;
        rows = new int[frame.components().size()];
        for (int i = 0; i < rows.length; i++) {
            planes.add(new byte[width(i) * frame.planeHeight(i, options.scale(i))]);
        }
    }

    /// Decodes all rows of a sound file.
    static List<Plane> of(byte[] jpeg, DecodeOptions options) {
        DecodedPlanes collected = collect(jpeg, options);
        for (int i = 0; i < collected.rows.length; i++) {
            if (collected.rows[i] != collected.frame.planeHeight(i, options.scale(i))) {
                throw new AssertionError("component %d has %d rows".formatted(i, collected.rows[i]));
            }
        }
        return collected.planes();
    }

    /// Decodes what there is of a file.
    static DecodedPlanes collect(byte[] jpeg, DecodeOptions options) {
        var frame = (FrameHeader) JpegDecoder.inspect(ByteBuffer.wrap(jpeg));
        var collected = new DecodedPlanes(frame, options);
        JpegDecoder.decode(ByteBuffer.wrap(jpeg), options, collected);
        return collected;
    }

    List<Plane> planes() {
        List<Plane> all = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            all.add(new Plane(planes.get(i), width(i), frame.planeHeight(i, options.scale(i))));
        }
        return all;
    }

    /// How many rows of a component came.
    int rows(int component) {
        return rows[component];
    }

    private int width(int component) {
        return frame.planeWidth(component, options.scale(component));
    }

    @Override
    public void accept(int component, byte[] samples, int offset, int stride, int count) {
        int width = width(component);
        if (count < 1 || stride < width) {
            throw new AssertionError("%d rows of %d samples".formatted(count, stride));
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(samples, offset + i * stride, planes.get(component), (rows[component] + i) * width, width);
        }
        rows[component] += count;
    }
}
