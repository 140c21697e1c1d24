package dev.vignette.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Gathers the rounds of all arms, and renders the medians as Markdown.
final class ThumbsReport {
    private static final String BASELINE = "sharp";

    private final Map<Work, Map<String, List<Measure>>> works = new LinkedHashMap<>();
    private final Map<String, List<Double>> peaks = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    void add(Work work, String arm, Measure measure) {
        works.computeIfAbsent(work, _ -> new LinkedHashMap<>())
                .computeIfAbsent(arm, _ -> new ArrayList<>())
                .add(measure);
    }

    /// Notes what a round of an arm took at most, in KiB, and what it ran with.
    void addArm(String arm, long peakKibibytes, String versionsAndSettings) {
        peaks.computeIfAbsent(arm, _ -> new ArrayList<>()).add(peakKibibytes / 1024.0);
        settings.put(arm, versionsAndSettings);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("| work | arm | CPU ms/request | CPU to sharp | requests/s | median ms | P95 ms | bytes |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
        works.forEach((work, arms) -> arms.forEach((arm, rounds) -> text.append(row(work, arm, rounds, arms))));
        text.append("\n| arm | peak memory MiB | ran with |\n|---|--:|---|\n");
        peaks.forEach((arm, mebibytes) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %s |%n",
                arm,
                Statistics.median(
                        mebibytes.stream().mapToDouble(Double::doubleValue).toArray()),
                settings.get(arm))));
        text.append(String.format(Locale.ROOT, "%nOther processes took at most %.0f %% of the CPUs.%n", 100 * worst()));
        return text.toString();
    }

    private double worst() {
        return works.values().stream()
                .flatMap(arms -> arms.values().stream())
                .flatMap(List::stream)
                .mapToDouble(Measure::foreign)
                .max()
                .orElse(0);
    }

    private static String row(Work work, String arm, List<Measure> rounds, Map<String, List<Measure>> arms) {
        Measure measure = Measure.median(rounds);
        List<Measure> baseline = arms.getOrDefault(BASELINE, List.of());
        String ratio = baseline.isEmpty()
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        measure.cpuMillis() / Measure.median(baseline).cpuMillis());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %s | %.1f | %.0f | %.0f | %.0f |%n",
                work,
                arm,
                measure.cpuMillis(),
                ratio,
                measure.throughput(),
                measure.medianMillis(),
                measure.p95Millis(),
                measure.meanBytes());
    }
}
