package dev.vignette.bench.jpeg;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one arm did with one picture.
///
/// @param millis of CPU, the median of the rounds
/// @param bytes of the thumbnail
/// @param score of the thumbnail beside the reference; NaN where none was taken
record ThumbnailFigures(String picture, double millis, int bytes, double score) {
    static double mean(List<ThumbnailFigures> all, ToDoubleFunction<ThumbnailFigures> figure) {
        return all.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
