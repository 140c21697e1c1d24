package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Scales to the final size and takes the colours to sRGB. The pixels are computed here, into memory: what follows
/// reads them in any order.
final class ScaleStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        Conversion conversion = picture.conversion();
        // The decoder rounds when it shrinks, so the ratio comes from the size before that.
        boolean trimmed = conversion.options().trim().isPresent();
        Geometry geometry = conversion.geometry(trimmed ? picture.size() : CropStep.cropped(conversion));
        Dimensions scaled = conversion.orientation().inverse().apply(geometry.scaled());
        boolean convert = converts(picture.image(), conversion);
        // Page by page, as the filter would mix the rows of one page into the next.
        Picture small = picture.eachPage(page -> scaled(page, scaled, convert));
        return new Picture(small.image().inMemory(), geometry.canvas(), conversion);
    }

    /// Grey stays grey, where its profile made colours of it too.
    private static VipsImage scaled(VipsImage page, Dimensions size, boolean convert) {
        VipsImage small = page.hasAlpha() && oneSideStays(page, size)
                ? scaledByAlpha(eightBit(page.thumbnail(page.width(), page.height(), convert)), size)
                : eightBit(page.thumbnail(size.width(), size.height(), convert));
        return page.bands() < 3 && small.bands() >= 3 ? small.call("colourspace", Map.of("space", "b-w")) : small;
    }

    private static boolean oneSideStays(VipsImage page, Dimensions size) {
        return (size.width() == page.width()) != (size.height() == page.height());
    }

    /// What is clear has no colour to give to its neighbours. libvips forgets that when only one side changes.
    private static VipsImage scaledByAlpha(VipsImage page, Dimensions size) {
        return page.call("premultiply", Map.of())
                .call("cast", Map.of("format", "uchar"))
                .thumbnail(size.width(), size.height(), false)
                .call("unpremultiply", Map.of())
                .call("cast", Map.of("format", "uchar"));
    }

    private static boolean converts(VipsImage image, Conversion conversion) {
        boolean kept = conversion.options().output().keepProfile()
                && conversion.target().format().profile();
        return !ColorProfile.plain(image) || (!kept && ColorProfile.foreign(image));
    }

    private static VipsImage eightBit(VipsImage image) {
        return switch (image.interpretation()) {
            case "rgb16" -> image.call("colourspace", Map.of("space", "srgb"));
            case "grey16" -> image.call("colourspace", Map.of("space", "b-w"));
            default -> image;
        };
    }
}
