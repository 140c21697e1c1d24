package dev.vignette.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Two thousand clients who look at what most look at, from a cold start: a new process with empty caches.
final class ZipfBench {
    private static final int[] SIZES = {120, 240, 320, 480};
    private static final double EXPONENT = 1.0;

    private ZipfBench() {}

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed =
                    Arguments.parse(Set.of("--seconds", "--clients", "--think", "--sources", "--format"), arguments);
            try (Place place = Place.here();
                    Origin origin = Origin.start(place.camera(), place.scratch())) {
                run(console, parsed, place, origin);
            }
        });
    }

    private static void run(Console console, Arguments arguments, Place place, Origin origin)
            throws IOException, InterruptedException {
        int seconds = arguments.number("--seconds", 60);
        int clients = arguments.number("--clients", 2000);
        int think = arguments.number("--think", 1000);
        int sources = arguments.number("--sources", 500);
        Target target = Target.named(arguments.text("--format").orElse("jpeg"));
        Zipf zipf = new Zipf(sources, EXPONENT);
        RandomGenerator random = new Random(2);

        console.report(Machine.facts() + ".");
        console.report(String.format(
                Locale.ROOT,
                "%d clients, each with a connection and a pause of %d ms in the mean (exponential) before each wish;"
                        + " Zipf (s = %.1f) over %d sources (of %d photographs) × %d sizes as %s; new process, empty"
                        + " caches; %d s. A refused client comes back after Retry-After and up to a second more.%n",
                clients,
                think,
                EXPONENT,
                sources,
                origin.size(),
                SIZES.length,
                target.parameter(),
                seconds));
        Arm arm = Arm.vignetteWithCaches(place.project(), place.scratch().resolve("data"));
        try (Server server = Server.start(arm)) {
            Clocks before = Clocks.read(server);
            Samples samples = LoadGenerator.closed(
                    arm,
                    clients,
                    Duration.ofMillis(think),
                    Duration.ofSeconds(seconds),
                    () -> new Ask(
                            "", origin.url(zipf.draw(random)), new Work(target, SIZES[random.nextInt(SIZES.length)])));
            Clocks spent = Clocks.read(server).since(before);
            report(console, samples, seconds / 2.0);
            console.report("\n" + Closing.of(arm, server, samples, spent));
            samples.demandNoProblem(server);
        }
    }

    private static void report(Console console, Samples samples, double half) {
        console.report("| requests due in |" + Samples.HEADER + " P99 ms from the first wish |");
        console.report("|---|" + Samples.RULE + "--:|");
        console.report(row("the whole time", samples));
        console.report(row("its first half", samples.where(sample -> sample.due() < half)));
        console.report(row("its second half", samples.where(sample -> sample.due() >= half)));
    }

    private static String row(String name, Samples samples) {
        return String.format(
                Locale.ROOT, "| %s |%s %.0f |", name, samples.row(), samples.percentile(99, Sample::wishMillis));
    }
}
