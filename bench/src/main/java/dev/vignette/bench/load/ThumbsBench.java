package dev.vignette.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Thumbnails a second and CPU a thumbnail, of Vignette and its peers, cold: every URL is new and nothing is cached.
///
/// Each arm runs alone, in a new process a round; the order moves by one arm a round.
final class ThumbsBench {
    private static final Set<String> OPTIONS = Set.of(
            "--arms",
            "--formats",
            "--sizes",
            "--rounds",
            "--passes",
            "--avif-passes",
            "--warmup",
            "--clients",
            "--sharp-threads");

    private static final int TRIAL_RUNS = 5;
    private static final double CLEARLY = 1.05;

    private final Console console;
    private final Place place;
    private final Arguments arguments;
    private final Origin origin;
    private final LoadRun load;
    private final Map<String, SharpThreads> threads = new HashMap<>();

    private ThumbsBench(Console console, Place place, Arguments arguments, Origin origin, LoadRun load) {
        this.console = console;
        this.place = place;
        this.arguments = arguments;
        this.origin = origin;
        this.load = load;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(OPTIONS, arguments);
            try (Place place = Place.here();
                    Origin origin = Origin.start(place.camera(), place.scratch());
                    LoadRun load = new LoadRun(origin, parsed.number("--clients", 4))) {
                new ThumbsBench(console, place, parsed, origin, load).run();
            }
        });
    }

    private void run() throws IOException, InterruptedException {
        String facts = Machine.facts();
        List<String> arms = new ArrayList<>(arguments.list("--arms", "vignette,sharp,ipx,imgproxy"));
        if (arms.contains("imgproxy") && imgproxy().isEmpty()) {
            arms.remove("imgproxy");
            console.progress("imgproxy is left out: IMGPROXY_BIN names no binary");
        }
        for (String name : arms) {
            if (name.equals("ipx") || name.equals("sharp")) {
                threads.put(name, sharpThreads(name));
            }
        }
        ThumbsReport report = new ThumbsReport();
        int rounds = arguments.number("--rounds", 3);
        for (int round = 1; round <= rounds; round++) {
            for (String name : arms) {
                console.progress("round %d of %d: %s", round, rounds, name);
                round(arm(name), report);
            }
            Collections.rotate(arms, -1);
        }
        console.report(facts + ".");
        console.report("%d photographs from nginx on loopback, %d clients, medians of %d rounds.%n"
                .formatted(origin.size(), arguments.number("--clients", 4), rounds));
        console.report(report.markdown());
    }

    private void round(Arm arm, ThumbsReport report) throws IOException, InterruptedException {
        try (Server server = Server.start(arm)) {
            List<Work> works = works();
            load.run(arm, server, works.getFirst(), arguments.number("--warmup", 96) * origin.size());
            for (Work work : works) {
                load.run(arm, server, work, origin.size());
                Measure measure = load.run(arm, server, work, passes(work.target()) * origin.size());
                console.progress("  %s: %s", work, measure);
                report.add(work, arm.name(), measure);
            }
            String versions = server.versions().isEmpty() ? "" : server.versions() + "; ";
            report.addArm(arm.name(), ProcStat.peakResident(server.handle()), versions + arm.settings());
        }
    }

    private List<Work> works() {
        List<Work> works = new ArrayList<>();
        for (String format : arguments.list("--formats", "jpeg,webp,avif")) {
            for (String size : arguments.list("--sizes", "300,512")) {
                works.add(new Work(Target.named(format), Integer.parseInt(size)));
            }
        }
        return works;
    }

    private int passes(Target target) {
        return switch (target) {
            case JPEG, WEBP -> arguments.number("--passes", 4);
            case AVIF -> arguments.number("--avif-passes", 2);
        };
    }

    private Arm arm(String name) throws IOException {
        return switch (name) {
            case "vignette" -> Arm.vignette(place.project(), place.scratch().resolve("data"));
            case "libvips" ->
                Arm.vignetteThroughLibvips(place.project(), place.scratch().resolve("data"));
            case "sharp" -> Arm.sharp(place.project(), threadsOf(name));
            case "ipx" -> Arm.ipx(place.project(), threadsOf(name));
            case "imgproxy" -> imgproxyArm(imgproxy().orElseThrow());
            default ->
                throw new IllegalArgumentException("no arm " + name + "; vignette, libvips, sharp, ipx, imgproxy");
        };
    }

    private Arm imgproxyArm(Path binary) throws IOException {
        Process process = new ProcessBuilder(binary.toString(), "version")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String version = Objects.requireNonNullElse(lines.readLine(), "of unknown version");
            return Arm.imgproxy(binary, "imgproxy " + version, place.scratch());
        } finally {
            process.destroyForcibly();
        }
    }

    private SharpThreads threadsOf(String name) {
        return Optional.ofNullable(threads.get(name)).orElseThrow();
    }

    private static Optional<Path> imgproxy() {
        return Optional.ofNullable(System.getenv("IMGPROXY_BIN")).map(Path::of);
    }

    /// The spread of threads that gives this peer the most JPEGs a second here, unless one is given. Its default comes
    /// first and gives way only to one that is clearly better.
    private SharpThreads sharpThreads(String name) throws IOException, InterruptedException {
        Optional<String> given = arguments.text("--sharp-threads");
        if (given.isPresent()) {
            return SharpThreads.parse(given.get());
        }
        SharpThreads best = new SharpThreads(1, 4);
        double most = 0;
        for (SharpThreads candidate :
                SharpThreads.candidates(Runtime.getRuntime().availableProcessors())) {
            double throughput = trial(name, candidate);
            console.progress(
                    "%s with %s threads an image/images at once: %.1f requests/s", name, candidate, throughput);
            if (throughput > CLEARLY * most) {
                most = throughput;
                best = candidate;
            }
        }
        return best;
    }

    private double trial(String name, SharpThreads candidate) throws IOException, InterruptedException {
        Arm arm = name.equals("ipx") ? Arm.ipx(place.project(), candidate) : Arm.sharp(place.project(), candidate);
        Work work = new Work(Target.JPEG, 300);
        try (Server server = Server.start(arm)) {
            double most = 0;
            // The best of a few: another program's moment of work must not decide.
            for (int n = 0; n < TRIAL_RUNS; n++) {
                most = Math.max(
                        most, load.run(arm, server, work, 2 * origin.size()).throughput());
            }
            return most;
        }
    }
}
