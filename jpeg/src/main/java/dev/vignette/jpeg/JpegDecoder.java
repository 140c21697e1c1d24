package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.List;

/// Decodes JPEG files (ITU-T T.81) of 8-bit samples and Huffman codes into planes at an eighth, a quarter, half
/// or all of their size.
///
/// A file's bytes are only read, by absolute positions from the buffer's position to its limit; the buffer may
/// lie off the heap. Nothing is kept between calls.
public final class JpegDecoder {
    private JpegDecoder() {}

    /// Reads what comes before the first scan.
    ///
    /// @throws JpegException when the file is no JPEG file, or broken
    public static Inspection inspect(ByteBuffer file) {
        var headers = new Headers(new SegmentReader(file, new Damage(false)));
        return switch (headers.advance()) {
            case SCAN -> headers.frame();
            case UNSUPPORTED -> new Unsupported(headers.unsupported().orElseThrow());
            case END -> throw new JpegException("The file has no picture.");
        };
    }

    /// Decodes a file.
    ///
    /// The rows of the components of one scan take turns; components of different scans come one after another.
    ///
    /// @param sink gets the rows, on this thread
    /// @throws JpegException when the file is no JPEG file, broken, [Unsupported], or damaged and strictness is
    ///     asked for
    public static Decoded decode(ByteBuffer file, DecodeOptions options, PlaneSink sink) {
        var damage = new Damage(options.strict());
        var headers = new Headers(new SegmentReader(file, damage));
        boolean finished = switch (headers.advance()) {
            case SCAN -> scans(headers, options, damage, sink);
            case UNSUPPORTED -> throw new JpegException(headers.unsupported().orElseThrow());
            case END -> throw new JpegException("The file has no picture.");
        };
        return new Decoded(!finished, List.copyOf(damage.all()));
    }

    private static boolean scans(Headers headers, DecodeOptions options, Damage damage, PlaneSink sink) {
        return switch (headers.frame().coding()) {
            case BASELINE, EXTENDED -> new SequentialDecoder(headers, options, damage, sink).decode();
            case PROGRESSIVE -> new ProgressiveDecoder(headers, options, damage, sink).decode();
        };
    }
}
