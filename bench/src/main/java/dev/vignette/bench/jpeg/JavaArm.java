package dev.vignette.bench.jpeg;

import dev.vignette.jpeg.DecodeOptions;
import dev.vignette.jpeg.Decoded;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.JpegDecoder;
import dev.vignette.jpeg.PlaneSink;
import dev.vignette.jpeg.Scale;

/// Our decoder. It too fills planes, though nothing of ours needs them whole: so both do the same.
final class JavaArm implements DecodeArm {
    private final Picture picture;
    private final DecodeOptions options;
    private final byte[][] planes;
    private final int[] widths;

    JavaArm(Picture picture, Scale scale) {
        this.picture = picture;
        options = DecodeOptions.at(scale).lenient();
        FrameHeader header = picture.header();
        planes = new byte[header.components().size()][];
        widths = new int[planes.length];
        for (int component = 0; component < planes.length; component++) {
            widths[component] = header.planeWidth(component, scale);
            planes[component] = new byte[widths[component] * header.planeHeight(component, scale)];
        }
    }

    @Override
    public void decode() {
        Decoded decoded = JpegDecoder.decode(picture.buffer(), options, new Copies());
        if (decoded.cancelled()) {
            throw new IllegalStateException(picture.name() + " was not decoded to its end");
        }
    }

    @Override
    public void close() {
        // Its planes are on the heap.
    }

    private final class Copies implements PlaneSink {
        private final int[] filled = new int[planes.length];

        @Override
        public void accept(int component, byte[] samples, int offset, int stride, int rows) {
            int width = widths[component];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(samples, offset + row * stride, planes[component], filled[component], width);
                filled[component] += width;
            }
        }
    }
}
