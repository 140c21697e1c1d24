package dev.vignette.jpeg;

import java.util.Arrays;

/// The plane of a component that the file does not have.
final class BlankPlane {
    private static final int ROWS = 8;

    private BlankPlane() {}

    /// Hands all rows over that are wanted, all of them grey.
    static void deliver(FrameHeader frame, DecodeOptions options, int component, PlaneSink sink) {
        Scale scale = options.scale(component);
        int width = frame.planeWidth(component, scale);
        int height = frame.planeHeight(component, scale);
        byte[] rows = new byte[width * ROWS];
        Arrays.fill(rows, ComponentDecoder.GREY);
        for (int row = 0; row < height; row += ROWS) {
            if (options.cancelled().getAsBoolean()) {
                return;
            }
            sink.accept(component, rows, 0, width, Math.min(ROWS, height - row));
        }
    }
}
