package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;

/// PNG (W3C, third edition): the dimensions are in the first chunk, the orientation in an eXIf chunk before the pixels.
/// An animated PNG counts as its first frame, which is all that libvips decodes of it.
final class PngContainer implements Container {
    private static final int SIGNATURE = 8;
    private static final int INTERLACE = 20;
    private static final String XMP = "XML:com.adobe.xmp\0";

    @Override
    public boolean recognises(Window file) {
        return file.startsWith("\u0089PNG\r\n\u001a\n");
    }

    @Override
    public ImageHeader header(Window file) {
        Window first = file.rest(SIGNATURE);
        if (first.u32(0) != 13 || !first.matches(4, "IHDR")) {
            throw Window.broken("The PNG file does not start with its header chunk");
        }
        Dimensions dimensions = Window.dimensions(first.u32(8), first.u32(12));
        boolean interlaced = first.has(INTERLACE, 1) && first.u8(INTERLACE) != 0;
        Orientation[] orientation = {Orientation.UPRIGHT};
        chunks(file, (type, body) -> {
            if (type.equals("eXIf")) {
                orientation[0] = ExifOrientation.of(body);
            }
        });
        return new ImageHeader(Format.PNG, dimensions, 1, orientation[0], false, interlaced);
    }

    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {
        chunks(file, (type, body) -> {
            switch (type) {
                case "eXIf" -> into.exif(body);
                case "iTXt" -> {
                    // Keyword, compression flag and method, language tag, translated keyword, text.
                    if (body.startsWith(XMP) && body.u8(XMP.length()) == 0) {
                        long language = end(body, XMP.length() + 2);
                        into.xmp(body.rest(end(body, language)));
                    }
                }
                case "iCCP" -> into.deflatedIcc(body.rest(end(body, 0) + 1));
                default -> {}
            }
        });
    }

    /// The place after the next zero byte.
    private static long end(Window body, long from) {
        long at = from;
        while (body.u8(at) != 0) {
            at++;
        }
        return at + 1;
    }

    private interface ChunkReader {
        void read(String type, Window body);
    }

    /// Hands over every whole chunk before the pixels.
    private static void chunks(Window file, ChunkReader reader) {
        long at = SIGNATURE;
        while (file.has(at, 8)) {
            long length = file.u32(at);
            String type = file.latin1(at + 4, 4);
            if (type.equals("IDAT") || type.equals("IEND") || !file.has(at + 8, length)) {
                return;
            }
            reader.read(type, file.part(at + 8, length));
            at += 12 + length;
        }
    }
}
