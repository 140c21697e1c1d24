package dev.vignette.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What one run of requests showed.
///
/// @param cpuMillis CPU milliseconds of the whole server for one request
/// @param throughput requests a second
/// @param medianMillis median latency
/// @param p95Millis latency that 95 % of requests did not exceed
/// @param meanBytes mean size of the answers
/// @param foreign share of the machine's CPU time that went to processes that are no part of the benchmark
record Measure(
        double cpuMillis, double throughput, double medianMillis, double p95Millis, double meanBytes, double foreign) {
    /// Each figure's own median.
    static Measure median(List<Measure> rounds) {
        return new Measure(
                median(rounds, Measure::cpuMillis),
                median(rounds, Measure::throughput),
                median(rounds, Measure::medianMillis),
                median(rounds, Measure::p95Millis),
                median(rounds, Measure::meanBytes),
                median(rounds, Measure::foreign));
    }

    /// One line for the eye, while the benchmark runs.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f ms CPU, %.1f requests/s, median %.0f ms, P95 %.0f ms, %.0f bytes; others took %.0f %% of the CPUs",
                cpuMillis,
                throughput,
                medianMillis,
                p95Millis,
                meanBytes,
                100 * foreign);
    }

    private static double median(List<Measure> rounds, ToDoubleFunction<Measure> figure) {
        return Statistics.median(rounds.stream().mapToDouble(figure).toArray());
    }
}
