package dev.vignette.bench.jpeg;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs [LoopBench] with JMH and reports it as a Markdown table. Arguments are JMH's own.
final class LoopReport {
    private LoopReport() {}

    static void main(String... arguments) throws RunnerException, CommandLineOptionException {
        var options = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .include(LoopBench.class.getSimpleName())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-Xmx512m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");
        var results = new Runner(options.build()).run();
        System.out.println("| loop | scale | µs | ± |\n|---|---|--:|--:|");
        results.forEach(result -> System.out.println(line(result)));
    }

    private static String line(RunResult result) {
        String name = result.getParams().getBenchmark();
        String scale = result.getParams().getParam("scale");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f |",
                name.substring(name.lastIndexOf('.') + 1),
                scale == null ? "" : scale.toLowerCase(Locale.ROOT),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError());
    }
}
