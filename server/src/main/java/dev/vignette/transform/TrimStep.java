package dev.vignette.transform;

import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Cuts an even border off, of the colour of the top left corner. Of an animation the first frame decides.
final class TrimStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        var threshold = picture.conversion().options().trim();
        if (threshold.isEmpty()) {
            return picture;
        }
        VipsImage first = picture.firstPage().call("colourspace", Map.of("space", "srgb"));
        VipsImage.Area area = first.insideBorder(threshold.getAsInt(), corner(first));
        if (area.width() == 0 || area.height() == 0) {
            return picture;
        }
        return picture.eachPage(page -> page.extract(area));
    }

    private static String corner(VipsImage image) {
        byte[] pixel = image.extract(0, 0, 1, 1).pixels();
        return (pixel[0] & 0xff) + " " + (pixel[1] & 0xff) + " " + (pixel[2] & 0xff);
    }
}
