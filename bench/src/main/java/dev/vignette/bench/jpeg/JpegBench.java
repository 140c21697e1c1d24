package dev.vignette.bench.jpeg;

import dev.vignette.bench.load.Arguments;
import dev.vignette.bench.load.Console;
import dev.vignette.bench.load.Machine;
import dev.vignette.bench.load.Place;
import dev.vignette.jpeg.Scale;
import dev.vignette.transform.LibvipsArm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The JPEG codec beside libjpeg-turbo: CPU time of decoding photographs at each scale.
final class JpegBench {
    private final Console console;
    private final Arguments arguments;

    private JpegBench(Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
    }

    static void main(String... arguments) {
        Console.run(console -> {
            var known = Set.of("--scales", "--rounds", "--warmup", "--folder", "--arms", "--works");
            new JpegBench(console, Arguments.parse(known, arguments)).run();
        });
    }

    private void run() throws IOException {
        List<String> arms = arguments.list("--arms", "turbojpeg,vignette");
        var bench = new DecodeBench(arms, arguments.number("--rounds", 7), arguments.number("--warmup", 5));
        console.report(Machine.facts() + "\n");
        var table = new DecodeTable(arms);
        try (var libvips = new LibvipsArm(Map.of())) {
            for (Map.Entry<String, List<Picture>> work : works(libvips).entrySet()) {
                boolean progressive = work.getKey().contains("progressive");
                for (Scale scale : scales(progressive)) {
                    console.progress("%s at %d/8", work.getKey(), scale.samples());
                    table.add(work.getKey(), work.getValue(), scale, bench.measure(work.getValue(), scale));
                }
            }
        }
        console.report(table.markdown());
    }

    private Map<String, List<Picture>> works(LibvipsArm libvips) throws IOException {
        Map<String, List<Picture>> works = new LinkedHashMap<>();
        List<Picture> camera = Pictures.of(folder());
        List<Picture> small = Pictures.small(camera, libvips);
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
