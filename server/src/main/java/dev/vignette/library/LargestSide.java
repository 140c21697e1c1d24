package dev.vignette.library;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.options.Fit;
import dev.vignette.options.Options;
import dev.vignette.options.Resize;
import java.util.List;
import java.util.function.UnaryOperator;

/// Holds a rendition to a longest side, whatever is asked for: no part of the picture is shown larger than it is
/// where the whole has that side. So nothing finer can be put together from many renditions.
///
/// @param pixels the most of width and of height
/// @param picture upright
record LargestSide(int pixels, Dimensions picture) implements UnaryOperator<Options> {
    /// @throws VignetteException `BAD_PARAMETER` when a part is to be cut out, which would be shown larger
    @Override
    public Options apply(Options options) {
        if (options.crop().isPresent()) {
            throw whole("crop");
        }
        if (options.trim().isPresent()) {
            throw whole("trim");
        }
        Dimensions turned = options.orientation().apply(picture);
        return options.with(held(options.resize(), turned)).normalised();
    }

    private VignetteException whole(String parameter) {
        return VignetteException.badParameter(
                parameter,
                "The link shows the whole picture, in renditions of at most " + pixels + " pixels a side",
                List.of("no " + parameter));
    }

    private Resize held(Resize asked, Dimensions turned) {
        boolean box = asked.width() > 0 && asked.height() > 0 && asked.fit() != Fit.OUTSIDE;
        if (box) {
            double scale = Math.min(1, scale(asked, turned));
            return new Resize(
                    scaled(asked.width(), scale),
                    scaled(asked.height(), scale),
                    asked.fit(),
                    asked.gravity(),
                    asked.enlarge());
        }
        // A side that is free, or one that may be passed, is bounded by fitting the picture inside.
        return new Resize(side(asked.width()), side(asked.height()), Fit.INSIDE, asked.gravity(), asked.enlarge());
    }

    /// What the box may be multiplied by. A box that is covered must fit into the whole picture at its largest, or
    /// the picture would be larger than that before it is cut.
    private double scale(Resize asked, Dimensions turned) {
        double largest = (double) pixels / Math.max(asked.width(), asked.height());
        if (asked.fit() != Fit.COVER) {
            return largest;
        }
        double most = (double) pixels / Math.max(turned.width(), turned.height());
        return Math.min(most * turned.width() / asked.width(), most * turned.height() / asked.height());
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.floor(side * scale));
    }

    private int side(int asked) {
        return asked == 0 ? pixels : Math.min(asked, pixels);
    }
}
