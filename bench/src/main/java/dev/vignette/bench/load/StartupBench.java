package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Chooses the launcher's JVM options: start-up, memory, throughput and CPU of Vignette under named sets of them.
///
/// The launcher's contract: `VIGNETTE_JAVA_OPTIONS` comes after its own options and wins; `MALLOC_ARENA_MAX`, when
/// set, stays as it is.
final class StartupBench {
    private static final Work FIRST = new Work(Target.JPEG, 300);
    private static final Duration DUMP_WITHIN = Duration.ofSeconds(90);

    private final Console console;
    private final Place place;
    private final Arguments arguments;
    private final Origin origin;
    private final LoadRun load;

    private StartupBench(Console console, Place place, Arguments arguments, Origin origin, LoadRun load) {
        this.console = console;
        this.place = place;
        this.arguments = arguments;
        this.origin = origin;
        this.load = load;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(
                    Set.of("--sets", "--custom", "--starts", "--passes", "--warmup", "--clients"), arguments);
            try (Place place = Place.here();
                    Origin origin = Origin.start(place.camera(), place.scratch());
                    LoadRun load = new LoadRun(origin, parsed.number("--clients", 4))) {
                new StartupBench(console, place, parsed, origin, load).run();
            }
        });
    }

    /// One start: milliseconds from exec, and MiB after the first thumbnail.
    private record Start(double readyMillis, double firstMillis, double residentMebibytes) {}

    private void run() throws IOException, InterruptedException {
        console.report(Machine.facts() + ".\n");
        console.report("| options | ready ms | first thumbnail ms | memory then MiB | CPU ms/request"
                + " | requests/s | P95 ms | memory under load MiB | peak MiB |");
        console.report("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (OptionSet set : sets()) {
            console.progress("%s: %s %s", set.name(), set.options(), set.environment());
            console.report(row(set.aot() ? trained(set) : set));
        }
    }

    private List<OptionSet> sets() {
        List<OptionSet> all = new ArrayList<>(OptionSet.standard());
        arguments
                .text("--custom")
                .ifPresent(custom ->
                        Stream.of(custom.split(";", -1)).map(OptionSet::parse).forEach(all::add));
        List<String> wanted = arguments.list("--sets", "all");
        return wanted.contains("all")
                ? all
                : all.stream().filter(set -> wanted.contains(set.name())).toList();
    }

    private String row(OptionSet set) throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int n = 1; n < arguments.number("--starts", 5); n++) {
            Arm arm = arm(set);
            try (Server server = Server.start(arm)) {
                starts.add(first(arm, server));
            }
        }
        Arm arm = arm(set);
        try (Server server = Server.start(arm)) {
            starts.add(first(arm, server));
            demandOptions(set, server);
            int pass = origin.size();
            load.run(arm, server, FIRST, arguments.number("--warmup", 6) * pass);
            Measure measure = load.run(arm, server, FIRST, arguments.number("--passes", 12) * pass);
            console.progress("  %s", measure);
            return row(set, starts, measure, server.handle());
        }
    }

    private static String row(OptionSet set, List<Start> starts, Measure measure, ProcessHandle process)
            throws IOException {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.1f | %.1f | %.0f | %.0f | %.0f |",
                set.name(),
                median(starts.stream().mapToDouble(Start::readyMillis)),
                median(starts.stream().mapToDouble(Start::firstMillis)),
                median(starts.stream().mapToDouble(Start::residentMebibytes)),
                measure.cpuMillis(),
                measure.throughput(),
                measure.p95Millis(),
                ProcStat.resident(process) / 1024.0,
                ProcStat.peakResident(process) / 1024.0);
    }

    private Arm arm(OptionSet set) {
        return Arm.vignette(place.project(), place.scratch().resolve("data"))
                .with(set.environment())
                .with(Map.of("VIGNETTE_JAVA_OPTIONS", String.join(" ", set.options())));
    }

    private Start first(Arm arm, Server server) throws IOException, InterruptedException {
        load.run(arm, server, FIRST, 1);
        Duration first = server.age();
        double resident = ProcStat.resident(server.handle()) / 1024.0;
        return new Start(server.readyAfter().toNanos() / 1e6, first.toNanos() / 1e6, resident);
    }

    /// A launcher that ignores the options would make every set look alike.
    private static void demandOptions(OptionSet set, Server server) throws IOException {
        String running = ProcStat.commandLines(server.handle());
        for (String option : set.options()) {
            if (!running.contains(option)) {
                throw new IllegalStateException("the launcher did not take " + option + "; it runs\n" + running);
            }
        }
    }

    /// The set with an AOT cache, which the JVM writes as it ends a run over all formats.
    private OptionSet trained(OptionSet set) throws IOException, InterruptedException {
        Path shipped = place.project().resolve("dist/vignette/vignette.aot");
        if (Files.exists(shipped)) {
            throw new IllegalStateException("the launcher would use its own AOT cache; move " + shipped + " away");
        }
        Path cache = place.scratch().resolve(set.name() + ".aot");
        Arm arm = arm(set.with("-XX:AOTCacheOutput=" + cache));
        try (Server server = Server.start(arm)) {
            load.run(arm, server, MemoryBench::work, 3 * origin.size());
            server.close(DUMP_WITHIN);
            if (!Files.exists(cache)) {
                throw new IllegalStateException("no AOT cache was written:\n" + server.output());
            }
        }
        console.progress("AOT cache of %d KiB", Files.size(cache) / 1024);
        return set.with("-XX:AOTCache=" + cache);
    }

    private static double median(DoubleStream values) {
        return Statistics.median(values.toArray());
    }
}
