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
/// @param pages whether there are pages, each of which may have a shape of its own
record LargestSide(int pixels, Dimensions picture, boolean pages) implements UnaryOperator<Options> {
    /// @throws VignetteException `BAD_PARAMETER` when a part is to be cut out, which would be shown larger
    @Override
    public Options apply(Options options) {
        if (options.crop().isPresent()) {
            throw whole("crop");
        }
        if (options.trim().isPresent()) {
            throw whole("trim");
        }
        if (pages && isShaped(options.resize())) {
            throw VignetteException.badParameter(
                    "fit",
                    "The pages of this picture may have other shapes, and the link shows each in renditions of at most "
                            + pixels + " pixels a side",
                    List.of("inside", "contain"));
        }
        Dimensions turned = options.orientation().apply(picture);
        return options.with(held(options.resize(), turned)).normalised();
    }

    /// Whether the shape of the picture matters for how large it is shown.
    private static boolean isShaped(Resize asked) {
        boolean closed = asked.width() > 0 && asked.height() > 0;
        return switch (asked.fit()) {
            case COVER, FILL -> closed;
            case INSIDE, OUTSIDE, CONTAIN -> false;
        };
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

    /// What the box may be multiplied by. One that is covered or filled must fit into the whole picture at its largest,
    /// or the picture would be larger than that, before it is cut or in one direction.
    private double scale(Resize asked, Dimensions turned) {
        if (!isShaped(asked)) {
            return (double) pixels / Math.max(asked.width(), asked.height());
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
