package dev.vignette.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Resident memory of one process over some thousand distinct files, mixed sizes and formats: flat, or growing. What
/// counts is what it holds on to, looked at after each block when nothing is under way.
final class MemoryBench {
    /// After so many requests the 22 photographs and the 5 sizes come in the same pairs again.
    private static final int BLOCK = 110;

    private static final int[] SIZES = {120, 300, 512, 800, 1280};
    private static final int AVIF_EVERY = 23;

    /// The launcher's JVM gives back what malloc holds free once a second.
    private static final Duration REST = Duration.ofMillis(2500);

    private MemoryBench() {}

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(
                    Set.of("--requests", "--clients", "--settle", "--allowed", "--arm", "--sharp-threads"), arguments);
            try (Place place = Place.here();
                    Origin origin = Origin.start(place.camera(), place.scratch());
                    LoadRun load = new LoadRun(origin, parsed.number("--clients", 4))) {
                boolean flat = run(console, parsed, place, load);
                if (!flat) {
                    throw new IllegalStateException("resident memory grows");
                }
            }
        });
    }

    private static boolean run(Console console, Arguments arguments, Place place, LoadRun load)
            throws IOException, InterruptedException {
        Arm arm = arguments.text("--arm").orElse("vignette").equals("vignette")
                ? Arm.vignette(place.project(), place.scratch().resolve("data"))
                : Arm.sharp(
                        place.project(),
                        SharpThreads.parse(arguments.text("--sharp-threads").orElse("1/4")));
        int requests = arguments.number("--requests", 2200);
        int settle = arguments.number("--settle", 300);
        console.report(Machine.facts() + ".\n");
        console.report("| requests | resident MiB at rest | under load, median | peak |\n|--:|--:|--:|--:|");
        List<Double> settled = new ArrayList<>();
        try (Server server = Server.start(arm);
                var watch = new ResidentWatch(server.handle())) {
            for (int done = BLOCK; done <= requests; done += BLOCK) {
                int first = done - BLOCK;
                load.run(arm, server, n -> work(first + n), BLOCK);
                double loaded = watch.median();
                Thread.sleep(REST);
                double resting = ProcStat.resident(server.handle()) / 1024.0;
                double peak = ProcStat.peakResident(server.handle()) / 1024.0;
                console.report(String.format(Locale.ROOT, "| %d | %.0f | %.0f | %.0f |", done, resting, loaded, peak));
                if (done >= settle) {
                    settled.add(resting);
                }
            }
        }
        return verdict(console, settled, settle, arguments.number("--allowed", 5));
    }

    private static boolean verdict(Console console, List<Double> settled, int settle, int allowedPercent) {
        double growth = 100
                * Statistics.growth(
                        settled.stream().mapToDouble(Double::doubleValue).toArray());
        boolean flat = growth <= allowedPercent;
        console.report(String.format(
                Locale.ROOT,
                "%nAfter the first %d requests the fitted line changes by %+.1f %%, at most %d %% count as flat: %s.",
                settle,
                growth,
                allowedPercent,
                flat ? "flat" : "growing"));
        return flat;
    }

    /// The nth request's work: sizes in turn, JPEG and WebP by turns, now and then an AVIF. Each block asks for the
    /// same, so that what differs between them is the process and not its work.
    static Work work(int n) {
        int place = n % BLOCK;
        Target target = place % AVIF_EVERY == 0 ? Target.AVIF : place % 2 == 0 ? Target.JPEG : Target.WEBP;
        return new Work(target, SIZES[place % SIZES.length]);
    }
}
