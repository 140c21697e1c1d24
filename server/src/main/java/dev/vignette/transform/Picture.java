package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.vips.VipsImage;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The picture on its way through the steps.
///
/// @param image as it is now; an animation is one tall image of its pages
/// @param canvas the size of one page of the result, as far as it is known
/// @param conversion what it is on its way to
record Picture(VipsImage image, Dimensions canvas, Conversion conversion) {
    Picture with(VipsImage changed) {
        return new Picture(changed, canvas, conversion);
    }

    /// The size of one page now.
    Dimensions size() {
        return new Dimensions(image.width(), image.pageHeight());
    }

    /// The first page, by whose looks the others are treated.
    VipsImage firstPage() {
        return image.extract(0, 0, image.width(), image.pageHeight());
    }

    /// Does the same to every page.
    Picture eachPage(UnaryOperator<VipsImage> change) {
        if (!conversion.target().animated() || image.pages() == 1) {
            return with(change.apply(image));
        }
        int height = image.pageHeight();
        List<VipsImage> pages = IntStream.range(0, image.pages())
                .mapToObj(page -> change.apply(image.extract(0, page * height, image.width(), height)))
                .toList();
        int changedHeight = pages.getFirst().height();
        return with(conversion.session().stack(pages).with("page-height", changedHeight));
    }
}
