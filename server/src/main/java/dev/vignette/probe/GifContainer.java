package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import java.util.Set;

/// GIF87a and GIF89a (CompuServe, 1990): a logical screen, then blocks, of which the image descriptors are counted.
/// The canvas is that of libvips' reader, libnsgif: a first frame that reaches beyond the screen makes it larger, and
/// later frames are clipped to it.
final class GifContainer implements Container {
    private static final int SCREEN = 13;
    private static final Set<String> MONITORS =
            Set.of("640x480", "640x512", "800x600", "1024x768", "1280x1024", "1600x1200");
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int APPLICATION = 0xff;
    private static final int COMMENT = 0xfe;
    private static final String XMP = "\u000bXMP DataXMP";
    /// The bytes 0x01, 0xff down to 0x00 and a terminator, by which a reader of sub-blocks finds out of the XMP packet.
    private static final int XMP_TRAILER = 257;

    @Override
    public boolean recognises(Window file) {
        return file.startsWith("GIF87a") || file.startsWith("GIF89a");
    }

    @Override
    public ImageHeader header(Window file) {
        boolean faulty = isFaultyScreen(file.u16le(6), file.u16le(8));
        int width = faulty ? 1 : file.u16le(6);
        int height = faulty ? 1 : file.u16le(8);
        int frames = 0;
        long at = afterTable(SCREEN, file.u8(10));
        // What is cut off after a first image is still an image.
        while (frames < MOST_FRAMES && file.has(at, 10)) {
            int kind = file.u8(at);
            if (kind == IMAGE) {
                frames++;
                if (frames == 1) {
                    width = Math.max(width, file.u16le(at + 1) + file.u16le(at + 5));
                    height = Math.max(height, file.u16le(at + 3) + file.u16le(at + 7));
                }
                at = afterSubBlocks(file, afterTable(at + 10, file.u8(at + 9)) + 1);
            } else if (kind == EXTENSION) {
                at = afterSubBlocks(file, at + 2);
            } else {
                break;
            }
        }
        if (frames == 0) {
            throw Window.broken("The GIF file holds no image");
        }
        Dimensions canvas = Window.dimensions(width, height);
        return new ImageHeader(Format.GIF, canvas, frames, Orientation.UPRIGHT, frames > 1);
    }

    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {
        long at = afterTable(SCREEN, file.u8(10));
        while (file.has(at, 2) && file.u8(at) == EXTENSION) {
            long end = afterSubBlocks(file, at + 2);
            Window body = file.atMost(at + 2, end - at - 2);
            int label = file.u8(at + 1);
            if (label == COMMENT && body.length() > 1) {
                into.comment(body.atMost(1, body.u8(0)));
            } else if (label == APPLICATION && body.startsWith(XMP) && body.length() > XMP.length() + XMP_TRAILER) {
                into.xmp(body.part(XMP.length(), body.length() - XMP.length() - (XMP_TRAILER + 1)));
            }
            at = end;
        }
    }

    /// Some old writers gave the size of the monitor they ran on as that of the screen; libnsgif takes the usual ones,
    /// and sizes that were not made then, for such a mistake and goes by the first frame.
    private static boolean isFaultyScreen(int width, int height) {
        return MONITORS.contains(width + "x" + height) || width == 0 || height == 0 || Math.max(width, height) > 2_048;
    }

    /// Behind a colour table, when the flags announce one: 3 × 2^(n + 1) bytes.
    private static long afterTable(long at, int flags) {
        return (flags & 0x80) == 0 ? at : at + (3L << ((flags & 7) + 1));
    }

    /// Behind the empty sub-block, or behind the end of the file when it is missing.
    private static long afterSubBlocks(Window file, long from) {
        long at = from;
        while (file.has(at, 1)) {
            int size = file.u8(at);
            at += 1 + size;
            if (size == 0) {
                return at;
            }
        }
        return file.length();
    }
}
