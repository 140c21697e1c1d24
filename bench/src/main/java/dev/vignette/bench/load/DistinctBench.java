package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Two thousand clients and no two of the same mind: every URL is new. Memory and throughput beside those of a few.
final class DistinctBench {
    private static final long LEAST_PIXELS = 8_000_000;
    private static final long MOST_PIXELS = 12_500_000;
    private static final Work WORK = new Work(Target.JPEG, 300);

    private DistinctBench() {}

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(Set.of("--seconds", "--clients", "--few"), arguments);
            try (Place place = Place.here()) {
                Path folder = Photographs.between(
                        LEAST_PIXELS,
                        MOST_PIXELS,
                        place.camera(),
                        place.scratch().resolve("originals"));
                try (Origin origin = Origin.start(folder, place.scratch())) {
                    run(console, parsed, place, origin);
                }
            }
        });
    }

    private static void run(Console console, Arguments arguments, Place place, Origin origin)
            throws IOException, InterruptedException {
        int seconds = arguments.number("--seconds", 60);
        int many = arguments.number("--clients", 2000);
        int few = arguments.number("--few", 4);
        console.report(Machine.facts() + ".");
        console.report(String.format(
                "%d photographs of 8 to 12.5 megapixels, every URL new, %s; closed loop without pauses, a new process"
                        + " each; refused clients come back after Retry-After and up to a second more; %d s.%n",
                origin.size(), WORK, seconds));
        console.report("| clients | thumbnails/s |" + Samples.HEADER + " peak MiB | /healthz | /readyz |");
        console.report("|--:|--:|" + Samples.RULE + "--:|--:|--:|");
        double before = 0;
        double after = 0;
        for (int clients : List.of(few, many)) {
            console.progress("%d clients", clients);
            Path data = place.scratch().resolve("data-" + clients);
            Arm arm = Arm.vignetteWithCaches(place.project(), data);
            try (Server server = Server.start(arm)) {
                Samples samples = LoadGenerator.closed(
                        arm,
                        clients,
                        Duration.ZERO,
                        Duration.ofSeconds(seconds),
                        () -> new Ask("", origin.next(), WORK));
                before = after;
                after = samples.count(sample -> sample.thumbnail() && sample.ended() <= seconds) / (double) seconds;
                console.report(row(clients, after, samples, arm, server));
                samples.demandNoProblem(server);
            }
        }
        console.report(String.format(
                Locale.ROOT,
                "%n%d clients get %.1f %% of the thumbnails a second that %d get.",
                many,
                100 * after / before,
                few));
    }

    private static String row(int clients, double throughput, Samples samples, Arm arm, Server server)
            throws IOException {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f |%s %.0f | %d | %d |",
                clients,
                throughput,
                samples.row(),
                ProcStat.peakResident(server.handle()) / 1024.0,
                arm.admin("/healthz"),
                arm.admin("/readyz"));
    }
}
