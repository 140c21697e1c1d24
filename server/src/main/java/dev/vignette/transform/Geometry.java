package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.options.Resize;

/// How large a picture becomes, worked out before a pixel is touched.
///
/// @param scaled the whole upright picture after scaling
/// @param canvas the result: smaller than `scaled` when it is cut (cover), larger when it is letterboxed (contain)
record Geometry(Dimensions scaled, Dimensions canvas) {
    /// @param source the upright picture, after crop and trim
    static Geometry of(Dimensions source, Resize resize) {
        int width = resize.width();
        int height = resize.height();
        if (width == 0 && height == 0) {
            return whole(source);
        }
        if (width == 0 || height == 0) {
            double scale = width == 0 ? (double) height / source.height() : (double) width / source.width();
            return whole(scaled(source, limited(scale, resize)));
        }
        double horizontal = (double) width / source.width();
        double vertical = (double) height / source.height();
        double smaller = limited(Math.min(horizontal, vertical), resize);
        double larger = limited(Math.max(horizontal, vertical), resize);
        return switch (resize.fit()) {
            case INSIDE -> whole(scaled(source, smaller));
            case OUTSIDE -> whole(scaled(source, larger));
            case FILL ->
                whole(new Dimensions(
                        scaled(source.width(), limited(horizontal, resize)),
                        scaled(source.height(), limited(vertical, resize))));
            case CONTAIN -> new Geometry(scaled(source, smaller), new Dimensions(width, height));
            case COVER -> cover(source, width, height, larger);
        };
    }

    /// The larger of the two scales: what a decoder must deliver at least.
    ///
    /// @param source before scaling, in the orientation of `scaled`
    double scale(Dimensions source) {
        return Math.max((double) scaled.width() / source.width(), (double) scaled.height() / source.height());
    }

    /// A picture too small for its box keeps the ratio of the box, as [Fit#COVER] promises.
    private static Geometry cover(Dimensions source, int width, int height, double scale) {
        Dimensions scaled = scaled(source, scale);
        double shrink = Math.min(1, Math.min((double) scaled.width() / width, (double) scaled.height() / height));
        return new Geometry(
                scaled,
                new Dimensions(
                        Math.min(scaled.width(), scaled(width, shrink)),
                        Math.min(scaled.height(), scaled(height, shrink))));
    }

    private static Geometry whole(Dimensions dimensions) {
        return new Geometry(dimensions, dimensions);
    }

    private static double limited(double scale, Resize resize) {
        return resize.enlarge() ? scale : Math.min(1, scale);
    }

    private static Dimensions scaled(Dimensions source, double scale) {
        return new Dimensions(scaled(source.width(), scale), scaled(source.height(), scale));
    }

    private static int scaled(int length, double scale) {
        return Math.clamp(Math.round(length * scale), 1, Integer.MAX_VALUE);
    }
}
