package dev.vignette.bench.cache;

import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs [CacheBench] with JMH and reports it as a Markdown table. Arguments are JMH's own.
final class CacheReport {
    private CacheReport() {}

    static void main(String... arguments) throws RunnerException, CommandLineOptionException {
        var options = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(CacheBench.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(3))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(3))
                .jvmArgsAppend("-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
        var results = new Runner(options.build()).run();
        System.out.println("| operation | threads | operations/s | bytes allocated/operation"
                + " | collections/million operations |\n|---|--:|--:|--:|--:|");
        results.forEach(result -> System.out.println(line(result)));
    }

    private static String line(RunResult result) {
        String name = result.getParams().getBenchmark();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %.2f |",
                name.substring(name.lastIndexOf('.') + 1),
                result.getParams().getThreads(),
                result.getPrimaryResult().getScore(),
                secondary(result, "gc.alloc.rate.norm"),
                secondary(result, "gc.count") * 1e6 / operations(result));
    }

    private static double secondary(RunResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? 0 : found.getScore();
    }

    private static double operations(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(each -> each.getIterationResults().stream())
                .mapToDouble(CacheReport::operations)
                .sum();
    }

    private static double operations(IterationResult iteration) {
        return iteration.getMetadata().getMeasuredOps();
    }
}
