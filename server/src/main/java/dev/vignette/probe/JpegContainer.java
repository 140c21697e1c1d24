package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import org.jspecify.annotations.Nullable;

/// JPEG (ITU-T T.81): the dimensions are in the frame header, the orientation in an Exif block before it.
final class JpegContainer implements Container {
    private static final String EXIF = "Exif\0\0";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String ICC = "ICC_PROFILE\0";
    private static final String PHOTOSHOP = "Photoshop 3.0\0";

    @Override
    public boolean recognises(Window file) {
        return file.startsWith("\u00ff\u00d8");
    }

    @Override
    public ImageHeader header(Window file) {
        @Nullable Dimensions dimensions = null;
        @Nullable Orientation orientation = null;
        boolean progressive = false;
        var segments = new JpegSegments(file);
        while (segments.advance()) {
            Window body = segments.body();
            if (segments.isFrameHeader()) {
                Dimensions found = frame(body);
                progressive |= segments.isProgressive();
                dimensions = dimensions == null ? found : Window.larger(dimensions, found);
            } else if (orientation == null && segments.marker() == JpegSegments.APP1 && body.startsWith(EXIF)) {
                // The first Exif block holds, as it does for libvips.
                orientation = ExifOrientation.of(body.rest(EXIF.length()));
            } else if (segments.marker() == JpegSegments.SOS) {
                break;
            }
        }
        if (dimensions == null || segments.marker() != JpegSegments.SOS) {
            throw Window.broken("The JPEG file ends before its first scan");
        }
        Orientation upright = orientation == null ? Orientation.UPRIGHT : orientation;
        return new ImageHeader(Format.JPEG, dimensions, 1, upright, false, progressive);
    }

    /// B.2.2: precision, lines, samples a line, components. Zero lines announce a DNL segment after the first scan,
    /// which libjpeg does not read either.
    private static Dimensions frame(Window body) {
        int components = body.u8(5);
        if (components == 0 || !body.has(6, 3L * components)) {
            throw Window.broken("The JPEG frame header is cut off");
        }
        return Window.dimensions(body.u16(3), body.u16(1));
    }

    @Override
    public void blocks(Window file, MetadataBlocks.Collector into) {
        var segments = new JpegSegments(file);
        while (segments.advance() && segments.marker() != JpegSegments.SOS) {
            Window body = segments.body();
            switch (segments.marker()) {
                case JpegSegments.APP1 -> {
                    if (body.startsWith(EXIF)) {
                        into.exif(body.rest(EXIF.length()));
                    } else if (body.startsWith(XMP)) {
                        into.xmp(body.rest(XMP.length()));
                    }
                }
                case JpegSegments.APP2 -> {
                    if (body.startsWith(ICC) && body.has(0, ICC.length() + 2)) {
                        into.iccPart(body.u8(ICC.length()), body.rest(ICC.length() + 2));
                    }
                }
                case JpegSegments.APP13 -> {
                    if (body.startsWith(PHOTOSHOP)) {
                        PhotoshopResources.iptc(body.rest(PHOTOSHOP.length()), into);
                    }
                }
                case JpegSegments.COM -> into.comment(body);
                default -> {}
            }
        }
    }
}
