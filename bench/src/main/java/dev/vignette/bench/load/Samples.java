package dev.vignette.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// What became of the requests of a run.
///
/// @param problems how often each kind of failure came that is no stated refusal
record Samples(List<Sample> all, Map<String, Integer> problems) {
    /// The columns of [#row].
    static final String HEADER =
            " asked | thumbnails | 429 | 503 | other | hits % | P50 ms | P95 ms | P99 ms | max ms |";

    static final String RULE = "--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

    Samples() {
        this(new ArrayList<>(), new LinkedHashMap<>());
    }

    void add(Sample sample) {
        all.add(sample);
    }

    void problem(String text) {
        problems.merge(text, 1, Integer::sum);
    }

    Samples where(Predicate<Sample> condition) {
        return new Samples(all.stream().filter(condition).toList(), problems);
    }

    long count(Predicate<Sample> condition) {
        return all.stream().filter(condition).count();
    }

    /// A percentile over the thumbnails; not a number when there are none.
    double percentile(double percent, ToDoubleFunction<Sample> figure) {
        return percentile(percent, Sample::thumbnail, figure);
    }

    /// The longest that any answer took, refusals among them.
    double longestMillis() {
        return all.stream().mapToDouble(Sample::millis).max().orElse(Double.NaN);
    }

    /// How late the load generator itself sent 99 % of the requests at most.
    double lateMillis() {
        return percentile(99, _ -> true, Sample::lateMillis);
    }

    /// Counts, the share of hits among the thumbnails, and their latencies; the longest is that of any answer.
    String row() {
        long thumbnails = count(Sample::thumbnail);
        return String.format(
                Locale.ROOT,
                " %d | %d | %d | %d | %d | %.1f | %.0f | %.0f | %.0f | %.0f |",
                all.size(),
                thumbnails,
                count(sample -> sample.status() == Sample.QUEUE_FULL),
                count(sample -> sample.status() == Sample.TOO_LATE),
                count(sample -> !sample.thumbnail() && !sample.refused()),
                100.0 * count(sample -> sample.thumbnail() && sample.hit()) / thumbnails,
                percentile(50, Sample::millis),
                percentile(95, Sample::millis),
                percentile(99, Sample::millis),
                longestMillis());
    }

    /// Fails when anything was answered but thumbnails and stated refusals.
    void demandNoProblem(Server server) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("answers that are neither a thumbnail nor 429 or 503: " + problems
                    + "\nThe server's last output:\n" + server.output());
        }
    }

    private double percentile(double percent, Predicate<Sample> condition, ToDoubleFunction<Sample> figure) {
        double[] values = all.stream().filter(condition).mapToDouble(figure).toArray();
        return values.length == 0 ? Double.NaN : Statistics.percentile(percent, values);
    }
}
