package dev.vignette.auth;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs [AuthBench] with JMH, then [DelayBench], and reports them as Markdown tables. Arguments are JMH's own: names
/// of operations, for one.
final class AuthReport {
    private AuthReport() {}

    static void main(String... arguments) throws RunnerException, CommandLineOptionException, IOException {
        System.setProperty("vignette.log.target", "System.err"); // the report alone is on the standard output
        var command = new CommandLineOptions(arguments);
        var options = new OptionsBuilder()
                .parent(command)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
        if (command.getIncludes().isEmpty()) {
            options.include(AuthBench.class.getSimpleName());
        }
        var results = new Runner(options.build()).run();
        System.out.println("| operation | µs | ± | bytes allocated |\n|---|--:|--:|--:|");
        results.forEach(result -> System.out.println(line(result)));
        DelayBench.report();
    }

    private static String line(RunResult result) {
        String name = result.getParams().getBenchmark();
        var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.0f |",
                name.substring(name.lastIndexOf('.') + 1),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(),
                allocated == null ? 0 : allocated.getScore());
    }
}
