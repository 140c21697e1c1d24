package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// More than can be done: arrivals at a multiple of the measured capacity, nine small photographs to a large one. Which
/// order of the waiting serves the small ones better?
final class OverloadBench {
    private static final String SMALL = "1 MP";
    private static final String LARGE = "24 MP";
    private static final long SMALL_PIXELS = 1_000_000;
    private static final long LARGE_PIXELS = 24_000_000;
    private static final int SMALL_FILES = 12;
    private static final int LARGE_FILES = 4;
    private static final double LARGE_SHARE = 0.1;
    private static final Work WORK = new Work(Target.JPEG, 300);

    /// Clients of the closed loop by which capacity is measured: enough that no core is idle, too few to be refused.
    private static final int CALIBRATING = 8;

    /// Below the usual limit of open files, and far above what can wait when refusals come early.
    private static final int MOST_CONNECTIONS = 12_000;

    private static final Map<String, Map<String, String>> ORDERS =
            Map.of("cost", Map.of(), "arrival", Map.of("VIGNETTE_CODEC_ORDER", "arrival"));

    private final Console console;
    private final Arguments arguments;
    private final Place place;
    private final Origin small;
    private final Origin large;
    private final List<String> closings = new ArrayList<>();

    private OverloadBench(Console console, Arguments arguments, Place place, Origin small, Origin large) {
        this.console = console;
        this.arguments = arguments;
        this.place = place;
        this.small = small;
        this.large = large;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(
                    Set.of("--seconds", "--calibrate", "--times", "--orders", "--timeout", "--rounds"), arguments);
            try (Place place = Place.here()) {
                console.progress("making photographs of %s and %s", SMALL, LARGE);
                Path scratch = place.scratch();
                Path smalls =
                        Photographs.scaled(SMALL_PIXELS, SMALL_FILES, place.camera(), scratch.resolve("small-files"));
                Path larges =
                        Photographs.scaled(LARGE_PIXELS, LARGE_FILES, place.camera(), scratch.resolve("large-files"));
                try (Origin small = Origin.start(smalls, scratch.resolve("small"));
                        Origin large = Origin.start(larges, scratch.resolve("large"))) {
                    new OverloadBench(console, parsed, place, small, large).run();
                }
            }
        });
    }

    private void run() throws IOException, InterruptedException {
        int seconds = arguments.number("--seconds", 45);
        int times = arguments.number("--times", 3);
        console.report(Machine.facts() + ".");
        double capacity = capacity();
        console.report(String.format(
                Locale.ROOT,
                "90 %% %s, 10 %% %s, every URL new, %s. Capacity: %.1f thumbnails/s (closed loop, %d clients, after a"
                        + " warm-up). Then Poisson arrivals of %.1f a second for %d s, each server warmed in the same"
                        + " way; a refused client does not come back.%n",
                SMALL,
                LARGE,
                WORK,
                capacity,
                CALIBRATING,
                times * capacity,
                seconds));
        console.report("| order | originals | thumbnails/s |" + Samples.HEADER);
        console.report("|---|---|--:|" + Samples.RULE);
        int rounds = arguments.number("--rounds", 1);
        for (int round = 1; round <= rounds; round++) {
            for (String order : arguments.list("--orders", "cost,arrival")) {
                console.progress("round %d of %d: %s", round, rounds, order);
                overload(order, times * capacity, seconds);
            }
        }
        closings.forEach(console::report);
    }

    private double capacity() throws IOException, InterruptedException {
        Arm arm = arm("cost");
        try (Server server = Server.start(arm)) {
            return calibrate(arm, server);
        }
    }

    /// Thumbnails a second in the second of two closed-loop runs; the first one warms.
    private double calibrate(Arm arm, Server server) throws IOException, InterruptedException {
        int seconds = arguments.number("--calibrate", 10);
        Samples samples = new Samples();
        for (int run = 0; run < 2; run++) {
            samples = LoadGenerator.closed(arm, CALIBRATING, Duration.ZERO, Duration.ofSeconds(seconds), mix());
            samples.demandNoProblem(server);
        }
        return samples.count(sample -> sample.thumbnail() && sample.ended() <= seconds) / (double) seconds;
    }

    private void overload(String order, double arrivals, int seconds) throws IOException, InterruptedException {
        Arm arm = arm(order);
        try (Server server = Server.start(arm)) {
            double own = calibrate(arm, server);
            console.progress("  capacity of this process: %.1f thumbnails/s", own);
            Clocks before = Clocks.read(server);
            Samples samples = LoadGenerator.open(arm, MOST_CONNECTIONS, arrivals, Duration.ofSeconds(seconds), mix());
            Clocks spent = Clocks.read(server).since(before);
            for (String kind : List.of(SMALL, LARGE)) {
                Samples part = samples.where(sample -> sample.kind().equals(kind));
                double throughput =
                        part.count(sample -> sample.thumbnail() && sample.ended() <= seconds) / (double) seconds;
                console.report(String.format(Locale.ROOT, "| %s | %s | %.1f |%s", order, kind, throughput, part.row()));
            }
            closings.add("%n%s: %s".formatted(order, Closing.of(arm, server, samples, spent)));
            samples.demandNoProblem(server);
        }
    }

    private Arm arm(String order) {
        Map<String, String> settings = ORDERS.get(order);
        if (settings == null) {
            throw new IllegalArgumentException("no order " + order + "; cost, arrival");
        }
        String timeout = arguments.text("--timeout").orElse("30s");
        return Arm.vignetteWithCaches(place.project(), place.scratch().resolve("data-" + Ports.free()))
                .with(settings)
                .with(Map.of("VIGNETTE_REQUEST_TIMEOUT", timeout));
    }

    /// The same sequence of small and large ones each time.
    private Supplier<Ask> mix() {
        RandomGenerator random = new Random(3);
        return () -> random.nextDouble() < LARGE_SHARE
                ? new Ask(LARGE, large.next(), WORK)
                : new Ask(SMALL, small.next(), WORK);
    }
}
