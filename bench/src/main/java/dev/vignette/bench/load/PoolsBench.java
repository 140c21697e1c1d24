package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The elastic codec pool beside a fixed one and beside virtual threads with a semaphore: latency, throughput
/// and memory of conversions without a server around them. Each arm has a process of its own, `PoolArm`.
final class PoolsBench {
    private static final String ARM = "dev.vignette.transform.PoolArm";

    private final Console console;
    private final Arguments arguments;
    private final Path project = Path.of("").toAbsolutePath();

    private PoolsBench(Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(
                    Set.of("--arms", "--works", "--blocks", "--rounds", "--seconds", "--clients", "--originals"),
                    arguments);
            new PoolsBench(console, parsed).run();
        });
    }

    /// One run, or the medians of some: milliseconds, conversions a second, MiB.
    private record Figures(double p50, double p99, double throughput, double peak) {
        static Figures median(List<Figures> rounds) {
            return new Figures(
                    Statistics.median(rounds.stream().mapToDouble(Figures::p50).toArray()),
                    Statistics.median(rounds.stream().mapToDouble(Figures::p99).toArray()),
                    Statistics.median(
                            rounds.stream().mapToDouble(Figures::throughput).toArray()),
                    Statistics.median(rounds.stream().mapToDouble(Figures::peak).toArray()));
        }
    }

    /// @param blocks milliseconds that each conversion also sleeps
    private record Case(String work, String blocks, String arm) {}

    private void run() throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        List<String> arms = arguments.list("--arms", "elastic,fixed,virtual-" + cores + ",virtual-" + 4 * cores);
        List<String> works = arguments.list("--works", "small,large,mixed");
        List<String> blocks = arguments.list("--blocks", "0,20");
        Path scratch = Files.createTempDirectory("vignette-pools-");
        try (Place place = new Place(project, photographs(), scratch)) {
            java("prepare", place.camera().toString(), scratch.toString());
            Map<Case, List<Figures>> figures = new LinkedHashMap<>();
            for (int round = 0; round < arguments.number("--rounds", 3); round++) {
                for (String work : works) {
                    for (String block : blocks) {
                        for (String arm : arms) {
                            var one = new Case(work, block, arm);
                            figures.computeIfAbsent(one, _ -> new ArrayList<>()).add(measure(one, scratch));
                        }
                    }
                }
            }
            report(figures);
        }
    }

    private Path photographs() {
        return arguments
                .text("--originals")
                .or(() -> Optional.ofNullable(System.getenv("VIGNETTE_CORPUS")).map(corpus -> corpus + "/camera"))
                .map(project::resolve)
                .orElse(project.resolve("../shared/corpus/camera"))
                .normalize();
    }

    private void report(Map<Case, List<Figures>> figures) throws IOException {
        console.report(Machine.facts() + "; " + clients() + " clients.\n");
        console.report("| work | blocks ms | threads | P50 ms | P99 ms | conversions/s | peak MiB |");
        console.report("|---|--:|---|--:|--:|--:|--:|");
        figures.forEach((one, rounds) -> {
            Figures median = Figures.median(rounds);
            console.report(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.0f | %.0f | %.1f | %.0f |",
                    one.work(),
                    one.blocks(),
                    one.arm(),
                    median.p50(),
                    median.p99(),
                    median.throughput(),
                    median.peak()));
        });
    }

    private String clients() {
        return Integer.toString(arguments.number("--clients", 32));
    }

    private Figures measure(Case one, Path originals) throws IOException, InterruptedException {
        int seconds = arguments.number("--seconds", 10);
        List<String> lines =
                java(one.arm(), one.work(), one.blocks(), clients(), Integer.toString(seconds), originals.toString());
        double[] millis = lines.stream()
                .skip(1)
                .mapToDouble(nanos -> Long.parseLong(nanos) / 1e6)
                .toArray();
        var figures = new Figures(
                Statistics.percentile(50, millis),
                Statistics.percentile(99, millis),
                (double) millis.length / seconds,
                Long.parseLong(lines.getFirst()) / 1024.0);
        console.progress("%s: %s", one, figures);
        return figures;
    }

    /// Runs an arm in a JVM as the launcher would start it, and gives what it printed.
    private List<String> java(String... armArguments) throws IOException, InterruptedException {
        Path dist = project.resolve("dist/vignette");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx512m",
                "--module-path",
                dist.resolve("modules").toString(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--enable-native-access=dev.vignette.vips",
                "-Dvignette.native=" + dist.resolve("native"),
                "-cp",
                System.getProperty("java.class.path") + ":" + dist.resolve("lib") + "/*",
                ARM));
        command.addAll(List.of(armArguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process arm = builder.start();
        try {
            List<String> lines = arm.inputReader().lines().toList();
            if (arm.waitFor() != 0) {
                throw new IllegalStateException("an arm failed: " + String.join(" ", armArguments));
            }
            return lines;
        } finally {
            arm.destroy();
        }
    }
}
