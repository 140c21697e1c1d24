package dev.vignette.transform;

import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsImage.Area;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Cuts an even border off, of the colour of the top left corner. Of an animation the first frame decides.
final class TrimStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        var threshold = picture.conversion().options().trim();
        if (threshold.isEmpty()) {
            return picture;
        }
        VipsImage first = picture.firstPage().call("colourspace", Map.of("space", "srgb"));
        Area area = inside(first, threshold.getAsInt());
        if (area.width() == 0 || area.height() == 0) {
            return picture;
        }
        return picture.eachPage(page -> page.extract(area));
    }

    /// Alpha counts as a colour of its own, and what is clear has no other.
    private static Area inside(VipsImage image, int threshold) {
        if (!image.hasAlpha()) {
            return image.insideBorder(threshold, corner(image));
        }
        VipsImage visible = image.call("premultiply", Map.of()).call("cast", Map.of("format", "uchar"));
        VipsImage colors = visible.call("extract_band", Map.of("band", "0", "n", "3"));
        VipsImage alpha = visible.call("extract_band", Map.of("band", "3"));
        return around(colors.insideBorder(threshold, corner(colors)), alpha.insideBorder(threshold, corner(alpha)));
    }

    /// The smallest area that has both in it.
    private static Area around(Area one, Area two) {
        if (one.width() == 0 || two.width() == 0) {
            return one.width() == 0 ? two : one;
        }
        int left = Math.min(one.left(), two.left());
        int top = Math.min(one.top(), two.top());
        int right = Math.max(one.left() + one.width(), two.left() + two.width());
        int bottom = Math.max(one.top() + one.height(), two.top() + two.height());
        return new Area(left, top, right - left, bottom - top);
    }

    private static String corner(VipsImage image) {
        byte[] pixel = image.extract(0, 0, 1, 1).pixels();
        return IntStream.range(0, pixel.length)
                .mapToObj(band -> Integer.toString(pixel[band] & 0xff))
                .collect(Collectors.joining(" "));
    }
}
