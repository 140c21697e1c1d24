package dev.vignette.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Hits of the cache beside nginx that serves the same bytes as a file, on the same processors in turn.
final class HitsBench {
    private static final int BYTES = 18_000;
    private static final int FIRST_WIDTH = 160;
    private static final int WIDTH_STEP = 8;

    private final Console console;
    private final Place place;
    private final Arguments arguments;
    private final List<Contender> contenders = new ArrayList<>();

    private HitsBench(Console console, Place place, Arguments arguments) {
        this.console = console;
        this.place = place;
        this.arguments = arguments;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            Arguments parsed = Arguments.parse(
                    Set.of("--builds", "--custom", "--connections", "--rounds", "--seconds", "--warmup"), arguments);
            try (Place place = Place.here()) {
                new HitsBench(console, place, parsed).run();
            }
        });
    }

    private void run() throws IOException, InterruptedException {
        try {
            String query = startVignettes();
            byte[] thumbnail = contenders.getFirst().fetch();
            startNginx(thumbnail);
            console.report("%s. A thumbnail of %d bytes, %s.%n".formatted(Machine.facts(), thumbnail.length, query));
            for (Contender contender : contenders) {
                demandSame(contender, thumbnail);
                Wrk.run(contender.thumbnail().toString(), 64, arguments.number("--warmup", 15));
            }
            var runs = measure();
            for (Contender contender : contenders) {
                demandSame(contender, thumbnail);
            }
            console.report(HitsReport.table(runs));
        } finally {
            contenders.reversed().forEach(Contender::close);
        }
    }

    private Map<HitsReport.Row, List<HitsReport.Run>> measure() throws IOException, InterruptedException {
        Map<HitsReport.Row, List<HitsReport.Run>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= arguments.number("--rounds", 3); round++) {
            for (String connections : arguments.list("--connections", "64,2000")) {
                for (Contender contender : contenders) {
                    var row = new HitsReport.Row(Integer.parseInt(connections), contender.name());
                    var run = measure(contender, row.connections());
                    console.progress("round %d, %s connections, %s: %s", round, connections, row.server(), run);
                    runs.computeIfAbsent(row, _ -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }

    private HitsReport.Run measure(Contender contender, int connections) throws IOException, InterruptedException {
        JavaHeap heap = contender.heap();
        Clocks before = Clocks.read(contender.server());
        Wrk wrk = Wrk.run(contender.thumbnail().toString(), connections, arguments.number("--seconds", 10));
        Clocks spent = Clocks.read(contender.server()).since(before);
        double resident = ProcStat.resident(contender.server().handle()) / 1024.0;
        return new HitsReport.Run(wrk, spent, contender.heap().since(heap), resident);
    }

    /// All builds with all sets of options.
    ///
    /// @return the path and query of a thumbnail of the wanted size
    private String startVignettes() throws IOException, InterruptedException {
        List<OptionSet> sets = arguments
                .text("--custom")
                .map(custom -> Stream.of(custom.split(";", -1)).map(OptionSet::parse))
                .orElseGet(() -> Stream.of(new OptionSet("", List.of(), Map.of(), false)))
                .toList();
        String query = "";
        for (String build : arguments.list("--builds", "dist/vignette")) {
            for (OptionSet options : sets) {
                Path data = place.scratch().resolve("data-" + contenders.size());
                Path folder = place.project().resolve(build);
                var contender = Contender.vignette(folder, options, place.camera(), data, query);
                contenders.add(contender);
                if (query.isEmpty()) {
                    query = largeEnough(contender);
                    contenders.set(0, contender.with(query));
                }
            }
        }
        return query;
    }

    /// The narrowest thumbnail of the first photograph that has the bytes.
    private String largeEnough(Contender contender) throws IOException, InterruptedException {
        String photograph = Origin.jpegs(place.camera()).getFirst();
        int width = FIRST_WIDTH;
        while (true) {
            String query = "/thumb?url=local:%s&w=%d&f=jpeg".formatted(photograph, width);
            if (contender.with(query).fetch().length >= BYTES) {
                return query;
            }
            width += WIDTH_STEP;
        }
    }

    private void startNginx(byte[] thumbnail) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(place.scratch().resolve("static"));
        Files.write(folder.resolve("thumbnail.jpg"), thumbnail);
        // About the headers that Vignette sends.
        Nginx nginx = Nginx.start(
                folder,
                place.scratch(),
                "add_header Cache-Control \"public, max-age=86400\"; add_header X-Content-Type-Options nosniff;");
        contenders.addFirst(new Contender(
                HitsReport.NGINX, nginx.server(), URI.create(nginx.url("thumbnail.jpg")), Optional.empty()));
    }

    private static void demandSame(Contender contender, byte[] thumbnail) throws IOException, InterruptedException {
        if (!Arrays.equals(contender.fetch(), thumbnail)) {
            throw new IllegalStateException(contender.name() + " serves other bytes");
        }
    }
}
