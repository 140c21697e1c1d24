package dev.vignette.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The runs of [HitsBench] as a Markdown table.
final class HitsReport {
    static final String NGINX = "nginx";

    private HitsReport() {}

    /// What a line of the table is about.
    record Row(int connections, String server) {}

    /// One run of wrk, and what the server spent on it.
    record Run(Wrk wrk, Clocks spent, JavaHeap heap, double residentMebibytes) {
        double cpuMillis() {
            return spent.server().toMillis() * 1000.0 / wrk.requests();
        }

        double allocatedBytes() {
            return heap.allocated() / wrk.requests();
        }

        double collectionsMinute() {
            return heap.collections() * 60 / spent.seconds();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s; CPU %.1f ms/1000; %s; others took %.0f %% of the CPUs",
                    wrk,
                    cpuMillis(),
                    heap,
                    100 * spent.foreign());
        }
    }

    /// Medians of the rounds; errors are summed.
    static String table(Map<Row, List<Run>> runs) {
        var table = new StringBuilder("| connections | server | requests/s | to nginx | P50 ms | P99 ms | to nginx"
                + " | CPU ms/1,000 requests | to nginx | errors | allocated bytes/request | collections/min"
                + " | resident MiB |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        runs.forEach((row, rounds) ->
                table.append(line(row, rounds, runs.getOrDefault(new Row(row.connections(), NGINX), rounds))));
        return table.toString();
    }

    private static String line(Row row, List<Run> rounds, List<Run> nginx) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.1f | %.2f | %d | %.0f | %.0f | %.0f |%n",
                row.connections(),
                row.server(),
                median(rounds, HitsReport::throughput),
                median(rounds, HitsReport::throughput) / median(nginx, HitsReport::throughput),
                median(rounds, run -> run.wrk().p50Millis()),
                median(rounds, HitsReport::p99),
                median(rounds, HitsReport::p99) / median(nginx, HitsReport::p99),
                median(rounds, Run::cpuMillis),
                median(rounds, Run::cpuMillis) / median(nginx, Run::cpuMillis),
                rounds.stream().mapToLong(run -> run.wrk().errors()).sum(),
                median(rounds, Run::allocatedBytes),
                median(rounds, Run::collectionsMinute),
                median(rounds, Run::residentMebibytes));
    }

    private static double throughput(Run run) {
        return run.wrk().throughput();
    }

    private static double p99(Run run) {
        return run.wrk().p99Millis();
    }

    private static double median(List<Run> rounds, ToDoubleFunction<Run> figure) {
        return Statistics.median(rounds.stream().mapToDouble(figure).toArray());
    }
}
