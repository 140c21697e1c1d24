package dev.vignette.bench.jpeg;

import dev.vignette.bench.load.Statistics;
import dev.vignette.jpeg.Scale;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Measures decoders beside each other: with each file all arms take turns, on one thread, whose CPU time counts.
final class DecodeBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, BiFunction<Picture, Scale, DecodeArm>> arms = new LinkedHashMap<>();
    private final int rounds;
    private final int warmup;

    /// @param rounds of all arms over each file, of which the median counts
    /// @param warmup passes over all files before; C2 has compiled our decoder by then
    DecodeBench(List<String> names, int rounds, int warmup) {
        this.rounds = rounds;
        this.warmup = warmup;
        for (String name : names) {
            arms.put(
                    name,
                    switch (name) {
                        case "turbojpeg" -> TurboArm::new;
                        case "vignette" -> JavaArm::new;
                        default -> throw new IllegalArgumentException("there is no arm " + name);
                    });
        }
    }

    /// @return for each arm the milliseconds of CPU that a picture takes in the mean
    Map<String, Double> measure(List<Picture> pictures, Scale scale) {
        for (int pass = 0; pass < warmup; pass++) {
            for (Picture picture : pictures) {
                measure(picture, scale, 1);
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (Picture picture : pictures) {
            measure(picture, scale, rounds)
                    .forEach((name, millis) -> means.merge(name, millis / pictures.size(), Double::sum));
        }
        return means;
    }

    private Map<String, Double> measure(Picture picture, Scale scale, int turns) {
        Map<String, DecodeArm> open = new LinkedHashMap<>();
        arms.forEach((name, arm) -> open.put(name, arm.apply(picture, scale)));
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        try {
            open.values().forEach(DecodeArm::decode);
            for (int turn = 0; turn < turns; turn++) {
                open.forEach((name, arm) -> {
                    long start = THREADS.getCurrentThreadCpuTime();
                    arm.decode();
                    double taken = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
                    millis.computeIfAbsent(name, _ -> new ArrayList<>()).add(taken);
                });
            }
        } finally {
            open.values().forEach(DecodeArm::close);
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        millis.forEach((name, all) -> medians.put(
                name,
                Statistics.median(all.stream().mapToDouble(Double::doubleValue).toArray())));
        return medians;
    }
}
