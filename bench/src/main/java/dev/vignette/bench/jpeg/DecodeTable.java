package dev.vignette.bench.jpeg;

import dev.vignette.jpeg.Scale;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of decoding as Markdown.
final class DecodeTable {
    private final StringBuilder rows = new StringBuilder();
    private final List<String> arms;

    DecodeTable(List<String> arms) {
        this.arms = arms;
    }

    /// @param millis of CPU for each arm
    void add(String work, List<Picture> pictures, Scale scale, Map<String, Double> millis) {
        double megapixels =
                pictures.stream().mapToDouble(Picture::megapixels).average().orElseThrow();
        rows.append(String.format(
                Locale.ROOT, "| %s | %d × %.1f MP | %d/8 |", work, pictures.size(), megapixels, scale.samples()));
        double first = millis.getOrDefault(arms.getFirst(), Double.NaN);
        for (String arm : arms) {
            rows.append(String.format(Locale.ROOT, " %.2f |", millis.get(arm)));
        }
        for (String arm : arms.subList(1, arms.size())) {
            rows.append(String.format(Locale.ROOT, " %.2f |", millis.getOrDefault(arm, Double.NaN) / first));
        }
        rows.append('\n');
    }

    /// Milliseconds of CPU a picture, and each arm's share of the first one's.
    String markdown() {
        var head = new StringBuilder("| files | pictures | scale |");
        var line = new StringBuilder("|---|---|--:|");
        for (String arm : arms) {
            head.append(" %s, ms |".formatted(arm));
            line.append("--:|");
        }
        for (String arm : arms.subList(1, arms.size())) {
            head.append(" %s to %s |".formatted(arm, arms.getFirst()));
            line.append("--:|");
        }
        return head + "\n" + line + "\n" + rows;
    }
}
