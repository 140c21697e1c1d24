package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.jspecify.annotations.Nullable;

/// WebP (RFC 9649): a RIFF file of one lossy or lossless bitstream, or of an extended header with a canvas, animation
/// frames and metadata. The largest of canvas, bitstream and frames counts.
final class WebpContainer implements Container {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATION_FLAG = 0x02;

    @Override
    public boolean recognises(Window file) {
        return file.startsWith("RIFF") && file.matches(8, "WEBP");
    }

    @Override
    public ImageHeader header(Window file) {
        var found = new Findings();
        chunks(file, found);
        if (found.dimensions == null) {
            throw Window.broken("The WebP file holds no image");
        }
        int frames = found.animated ? found.frames : 1;
        if (frames == 0) {
            throw Window.broken("The WebP animation has no frames");
        }
        return new ImageHeader(Format.WEBP, found.dimensions, frames, found.orientation, found.animated);
    }

    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {
        chunks(file, (type, body) -> {
            switch (type) {
                case "EXIF" -> into.exif(ExifOrientation.withoutPrefix(body));
                case "XMP " -> into.xmp(body);
                case "ICCP" -> into.icc(body);
                default -> {}
            }
            return true;
        });
    }

    private interface ChunkReader {
        /// @return whether to go on
        boolean read(String type, Window body);
    }

    /// Hands over every chunk; of the last one, when it is cut off, what there is.
    private static void chunks(Window file, ChunkReader reader) {
        Window riff = file.atMost(0, CHUNK_HEADER + file.u32le(4));
        long at = RIFF_HEADER;
        while (riff.has(at, CHUNK_HEADER)) {
            long length = riff.u32le(at + 4);
            if (!reader.read(riff.latin1(at, 4), riff.atMost(at + CHUNK_HEADER, length))) {
                return;
            }
            at += CHUNK_HEADER + length + (length & 1);
        }
    }

    private static final class Findings implements ChunkReader {
        @Nullable
        Dimensions dimensions;

        Orientation orientation = Orientation.UPRIGHT;
        boolean animated;
        int frames;

        @Override
        public boolean read(String type, Window body) {
            switch (type) {
                case "VP8 " -> add(lossy(body));
                case "VP8L" -> add(lossless(body));
                case "VP8X" -> {
                    animated = (body.u8(0) & ANIMATION_FLAG) != 0;
                    add(new Dimensions(body.u24le(4) + 1, body.u24le(7) + 1));
                }
                case "ANMF" -> {
                    frames++;
                    // Offsets count in steps of two pixels.
                    add(new Dimensions(2 * body.u24le(0) + body.u24le(6) + 1, 2 * body.u24le(3) + body.u24le(9) + 1));
                }
                case "EXIF" -> orientation = ExifOrientation.of(ExifOrientation.withoutPrefix(body));
                default -> {}
            }
            return frames < MOST_FRAMES;
        }

        private void add(Dimensions more) {
            dimensions = dimensions == null ? more : Window.larger(dimensions, more);
        }

        /// RFC 6386, 9.1: a key frame's tag, its start code, then 14 bits for each side.
        private static Dimensions lossy(Window body) {
            if ((body.u8(0) & 1) != 0 || !body.matches(3, "\u009d\u0001*")) {
                throw Window.broken("The WebP bitstream does not start with a key frame");
            }
            return Window.dimensions(body.u16le(6) & 0x3fff, body.u16le(8) & 0x3fff);
        }

        /// RFC 9649, 3.4: a signature byte, then 14 bits for each side less one.
        private static Dimensions lossless(Window body) {
            if (body.u8(0) != 0x2f) {
                throw Window.broken("The lossless WebP bitstream has no signature");
            }
            long bits = body.u32le(1);
            return Window.dimensions((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        }
    }
}
