package dev.vignette.bench.jpeg;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The figures of thumbnails as Markdown: one row for each arm in the mean, and one for each picture.
final class ThumbnailTable {
    private final StringBuilder means = new StringBuilder("""
            | files | size | way | CPU ms | to the first | bytes | to the first | score | less the first's | the least of a picture | pictures below |
            |---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
    private final StringBuilder pictures = new StringBuilder();

    /// @param arms the others are compared with the first
    /// @return the rows of the arms
    String add(String work, int size, Map<String, List<ThumbnailFigures>> arms) {
        List<ThumbnailFigures> first = arms.values().iterator().next();
        var rows = new StringBuilder();
        arms.forEach((name, figures) -> {
            double[] gains = IntStream.range(0, figures.size())
                    .mapToDouble(i -> figures.get(i).score() - first.get(i).score())
                    .toArray();
            double millis = ThumbnailFigures.mean(figures, ThumbnailFigures::millis);
            double bytes = ThumbnailFigures.mean(figures, ThumbnailFigures::bytes);
            double score = ThumbnailFigures.mean(figures, ThumbnailFigures::score);
            rows.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.2f | %.2f | %.0f | %.3f | %.2f | %+.2f | %+.2f | %d |%n",
                    work,
                    size,
                    name,
                    millis,
                    millis / ThumbnailFigures.mean(first, ThumbnailFigures::millis),
                    bytes,
                    bytes / ThumbnailFigures.mean(first, ThumbnailFigures::bytes),
                    score,
                    score - ThumbnailFigures.mean(first, ThumbnailFigures::score),
                    DoubleStream.of(gains).min().orElse(Double.NaN),
                    DoubleStream.of(gains).filter(gain -> gain < 0).count()));
        });
        means.append(rows);
        addPictures(work, size, arms);
        return rows.toString();
    }

    private void addPictures(String work, int size, Map<String, List<ThumbnailFigures>> arms) {
        pictures.append("%n%s to %d pixels: CPU ms, bytes, score%n%n| picture |".formatted(work, size));
        arms.keySet().forEach(name -> pictures.append(" %s | | |".formatted(name)));
        pictures.append("\n|---|").append("--:|--:|--:|".repeat(arms.size())).append('\n');
        List<ThumbnailFigures> first = arms.values().iterator().next();
        for (int i = 0; i < first.size(); i++) {
            pictures.append("| ").append(first.get(i).picture()).append(" |");
            for (List<ThumbnailFigures> figures : arms.values()) {
                ThumbnailFigures figure = figures.get(i);
                pictures.append(String.format(
                        Locale.ROOT, " %.2f | %d | %.2f |", figure.millis(), figure.bytes(), figure.score()));
            }
            pictures.append('\n');
        }
    }

    String means() {
        return means.toString();
    }

    String pictures() {
        return pictures.toString();
    }
}
