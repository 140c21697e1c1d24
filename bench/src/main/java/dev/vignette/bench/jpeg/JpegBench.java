package dev.vignette.bench.jpeg;

import dev.vignette.bench.load.Arguments;
import dev.vignette.bench.load.Console;
import dev.vignette.bench.load.Machine;
import dev.vignette.bench.load.Place;
import dev.vignette.jpeg.Scale;
import dev.vignette.transform.ServerArm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The JPEG codec beside libjpeg-turbo: CPU time of decoding photographs at each scale. And beside libvips: CPU time,
/// bytes and likeness of thumbnails.
final class JpegBench {
    private final Console console;
    private final Arguments arguments;

    private JpegBench(Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            var known = Set.of(
                    "--parts",
                    "--scales",
                    "--sizes",
                    "--rounds",
                    "--warmup",
                    "--folder",
                    "--arms",
                    "--ways",
                    "--works",
                    "--pictures");
            new JpegBench(console, Arguments.parse(known, arguments)).run();
        });
    }

    private void run() throws IOException, InterruptedException {
        console.report(Machine.facts() + "\n");
        Map<String, List<Picture>> works = works();
        List<String> parts = arguments.list("--parts", "decoding,thumbnails");
        if (parts.contains("decoding")) {
            decoding(works);
        }
        if (parts.contains("thumbnails")) {
            thumbnails(works);
        }
    }

    private void decoding(Map<String, List<Picture>> works) {
        List<String> arms = arguments.list("--arms", "turbojpeg,vignette");
        var bench = new DecodeBench(arms, arguments.number("--rounds", 7), arguments.number("--warmup", 5));
        var table = new DecodeTable(arms);
        for (Map.Entry<String, List<Picture>> work : works.entrySet()) {
            boolean progressive = work.getKey().contains("progressive");
            for (Scale scale : scales(progressive)) {
                console.progress("%s at %d/8", work.getKey(), scale.samples());
                table.add(work.getKey(), work.getValue(), scale, bench.measure(work.getValue(), scale));
            }
        }
        console.report(table.markdown());
    }

    private void thumbnails(Map<String, List<Picture>> works) throws IOException, InterruptedException {
        try (Place place = Place.here()) {
            var score = Ssimulacra2.find(place.scratch());
            if (score.isEmpty()) {
                console.report("SSIMULACRA2 names no program, so there are no scores.\n");
            }
            List<String> ways = arguments.list("--ways", "libvips,vignette,margin-1,margin-1.3,margin-2");
            int rounds = arguments.number("--rounds", 7);
            var table = new ThumbnailTable();
            try (var bench = new ThumbnailBench(ways, score, rounds, arguments.number("--warmup", 5))) {
                for (Map.Entry<String, List<Picture>> work : works.entrySet()) {
                    for (String size : arguments.list("--sizes", "300,512")) {
                        console.progress("%s to %s pixels", work.getKey(), size);
                        int pixels = Integer.parseInt(size);
                        console.progress(
                                "%s", table.add(work.getKey(), pixels, bench.measure(work.getValue(), pixels)));
                    }
                }
            }
            console.report(table.means());
            if (arguments.number("--pictures", 0) != 0) {
                console.report(table.pictures());
            }
        }
    }

    private Map<String, List<Picture>> works() throws IOException {
        Map<String, List<Picture>> works = new LinkedHashMap<>();
        List<Picture> camera = Pictures.of(folder());
        List<Picture> small;
        try (var libvips = new ServerArm(Map.of("VIGNETTE_JPEG_ENABLED", "false"))) {
            small = Pictures.small(camera, libvips);
        }
        for (String work : arguments.list("--works", "camera,small,progressive,progressive-small")) {
            works.put(
                    work,
                    switch (work) {
                        case "camera" -> camera;
                        case "small" -> small;
                        case "progressive" -> Pictures.progressive(camera);
                        case "progressive-small" -> Pictures.progressive(small);
                        default -> throw new IllegalArgumentException("there is no work " + work);
                    });
        }
        return works;
    }

    private Path folder() throws IOException {
        Optional<String> named = arguments.text("--folder");
        if (named.isPresent()) {
            return Path.of(named.get());
        }
        try (Place place = Place.here()) {
            return place.camera();
        }
    }

    /// Those that were asked for; else all of them, of progressive files the eighth alone.
    private List<Scale> scales(boolean progressive) {
        List<Scale> scales = new ArrayList<>();
        for (String scale : arguments.list("--scales", progressive ? "1" : "1,2,4,8")) {
            scales.add(
                    switch (scale) {
                        case "1" -> Scale.EIGHTH;
                        case "2" -> Scale.QUARTER;
                        case "4" -> Scale.HALF;
                        case "8" -> Scale.FULL;
                        default ->
                            throw new IllegalArgumentException(
                                    String.format(Locale.ROOT, "a scale is 1, 2, 4 or 8 eighths, not %s", scale));
                    });
        }
        return scales;
    }
}
