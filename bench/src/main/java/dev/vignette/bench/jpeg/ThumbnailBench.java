package dev.vignette.bench.jpeg;

import dev.vignette.bench.load.Statistics;
import dev.vignette.transform.ScoreReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures ways from a JPEG original to a JPEG thumbnail beside each other: with each picture all arms take turns, and
/// the CPU time of the process counts.
final class ThumbnailBench implements AutoCloseable {
    private static final int QUALITY = 80;

    private final List<ThumbnailArm> arms;
    private final ScoreReference references = new ScoreReference();
    private final Optional<Ssimulacra2> score;
    private final int rounds;
    private final int warmup;

    /// @param rounds of all arms over each picture, of which the median counts
    /// @param warmup passes over all pictures before
    ThumbnailBench(List<String> arms, Optional<Ssimulacra2> score, int rounds, int warmup) {
        this.arms = arms.stream().map(ThumbnailArm::of).toList();
        this.score = score;
        this.rounds = rounds;
        this.warmup = warmup;
    }

    /// @param size of the square that the thumbnails fit into
    /// @return for each arm what it did with each picture
    Map<String, List<ThumbnailFigures>> measure(List<Picture> pictures, int size)
            throws IOException, InterruptedException {
        String query = "w=%d&h=%d&f=jpeg&q=%d".formatted(size, size, QUALITY);
        for (int pass = 0; pass < warmup; pass++) {
            for (Picture picture : pictures) {
                for (ThumbnailArm arm : arms) {
                    var _ = arm.thumbnail(picture, query);
                }
            }
        }
        Map<String, List<ThumbnailFigures>> figures = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            measure(picture, query)
                    .forEach((name, one) -> figures.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(one));
        }
        return figures;
    }

    private Map<String, ThumbnailFigures> measure(Picture picture, String query)
            throws IOException, InterruptedException {
        double[][] millis = new double[arms.size()][rounds];
        List<byte[]> thumbnails = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < arms.size(); i++) {
                double start = ProcessClock.millis();
                byte[] thumbnail = arms.get(i).thumbnail(picture, query);
                millis[i][round] = ProcessClock.millis() - start;
                if (round == 0) {
                    thumbnails.add(thumbnail);
                }
            }
        }
        Map<String, ThumbnailFigures> figures = new LinkedHashMap<>();
        byte[] reference = score.isPresent() ? references.reference(picture.file(), query) : new byte[0];
        for (int i = 0; i < arms.size(); i++) {
            byte[] thumbnail = thumbnails.get(i);
            double taken = score.isPresent() ? score.get().score(reference, references.decoded(thumbnail)) : Double.NaN;
            figures.put(
                    arms.get(i).name(),
                    new ThumbnailFigures(picture.name(), Statistics.median(millis[i]), thumbnail.length, taken));
        }
        return figures;
    }

    @Override
    public void close() {
        arms.forEach(ThumbnailArm::close);
        references.close();
    }
}
