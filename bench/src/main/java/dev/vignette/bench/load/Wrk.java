package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What wrk, the load generator, says of one run.
///
/// @param requests answered in all
/// @param throughput requests a second
/// @param errors connections that failed, timed out or were cut off, and answers other than 2xx and 3xx
record Wrk(long requests, double throughput, double p50Millis, double p99Millis, long errors) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern THROUGHPUT = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern SOCKETS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    /// Asks for one URL over that many connections, each in a closed loop.
    static Wrk run(String url, int connections, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(List.of(
                        "wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "--latency", url))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (wrk.waitFor() != 0) {
                throw new IllegalStateException("wrk failed:\n" + output);
            }
            return parse(output);
        } finally {
            wrk.destroy();
        }
    }

    static Wrk parse(String output) {
        return new Wrk(
                Long.parseLong(find(REQUESTS, output).group(1)),
                Double.parseDouble(find(THROUGHPUT, output).group(1)),
                percentile(50, output),
                percentile(99, output),
                sum(SOCKETS.matcher(output)) + sum(STATUS.matcher(output)));
    }

    private static double percentile(int percent, String output) {
        Matcher line = find(Pattern.compile("\\s" + percent + "% +([0-9.]+)(us|ms|s|m)\\b"), output);
        return Double.parseDouble(line.group(1)) * millis(line.group(2));
    }

    private static double millis(String unit) {
        return switch (unit) {
            case "us" -> 0.001;
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            default -> throw new IllegalArgumentException(unit + " is no unit of time");
        };
    }

    private static Matcher find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk said something else:\n" + output);
        }
        return matcher;
    }

    /// Of all groups; 0 when the line is absent.
    private static long sum(Matcher line) {
        long sum = 0;
        if (line.find()) {
            for (int group = 1; group <= line.groupCount(); group++) {
                sum += Long.parseLong(line.group(group));
            }
        }
        return sum;
    }

    /// One line for the eye, while the benchmark runs.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f requests/s, P50 %.2f ms, P99 %.2f ms, %d errors",
                throughput,
                p50Millis,
                p99Millis,
                errors);
    }
}
