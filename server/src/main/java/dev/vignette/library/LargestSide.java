package dev.vignette.library;

import dev.vignette.options.Fit;
import dev.vignette.options.Options;
import dev.vignette.options.Resize;
import java.util.function.UnaryOperator;

/// Holds a rendition to a longest side, whatever is asked for.
///
/// @param pixels the most of width and of height
record LargestSide(int pixels) implements UnaryOperator<Options> {
    @Override
    public Options apply(Options options) {
        return options.with(held(options.resize())).normalised();
    }

    private Resize held(Resize asked) {
        boolean box = asked.width() > 0 && asked.height() > 0 && asked.fit() != Fit.OUTSIDE;
        if (box) {
            double scale = Math.min(1, (double) pixels / Math.max(asked.width(), asked.height()));
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

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.floor(side * scale));
    }

    private int side(int asked) {
        return asked == 0 ? pixels : Math.min(asked, pixels);
    }
}
