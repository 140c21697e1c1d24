package dev.vignette.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A named set of JVM options and environment for the launcher.
///
/// @param aot whether an AOT cache is made in a training run and used
record OptionSet(String name, List<String> options, Map<String, String> environment, boolean aot) {
    private static final String HEADERS = "-XX:+UseCompactObjectHeaders";

    /// glibc's own choice of arenas, whatever the launcher would set.
    private static final Map<String, String> ALL_ARENAS = Map.of("MALLOC_ARENA_MAX", "0");

    private static final Map<String, String> TWO_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    /// The collectors, compact headers, an AOT cache and malloc's arenas, each against the same base.
    static List<OptionSet> standard() {
        List<OptionSet> sets = new ArrayList<>();
        for (String collector : List.of("Serial", "Parallel", "G1", "Z")) {
            String name = collector.equals("Z") ? "zgc" : collector.toLowerCase(Locale.ROOT);
            String option = "-XX:+Use" + collector + "GC";
            sets.add(new OptionSet(name, List.of(option), TWO_ARENAS, false));
            sets.add(new OptionSet(name + "+headers", List.of(option, HEADERS), TWO_ARENAS, false));
        }
        for (String collector : List.of("Serial", "Parallel", "G1")) {
            List<String> options = List.of("-XX:+Use" + collector + "GC", HEADERS);
            String name = collector.toLowerCase(Locale.ROOT) + "+headers+aot";
            sets.add(new OptionSet(name, options, TWO_ARENAS, true));
        }
        List<String> serial = List.of("-XX:+UseSerialGC", HEADERS);
        sets.add(new OptionSet("serial+headers+arena1", serial, Map.of("MALLOC_ARENA_MAX", "1"), false));
        sets.add(new OptionSet("serial+headers+arenas", serial, ALL_ARENAS, false));
        Optional.ofNullable(System.getenv("JEMALLOC"))
                .ifPresent(library -> sets.add(
                        new OptionSet("serial+headers+jemalloc", serial, Map.of("LD_PRELOAD", library), false)));
        Optional.ofNullable(System.getenv("VIGNETTE_JAVA_OPTIONS"))
                .ifPresent(options -> sets.add(parse("environment=" + options)));
        return sets;
    }

    /// From the form `name=-XX:+UseSerialGC -Xmx256m`.
    static OptionSet parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a set of options is NAME=OPTIONS, not " + text);
        }
        List<String> options = Arrays.stream(text.substring(equals + 1).split(" ", -1))
                .filter(option -> !option.isEmpty())
                .toList();
        return new OptionSet(text.substring(0, equals), options, TWO_ARENAS, false);
    }

    /// The same set with more options.
    OptionSet with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new OptionSet(name, all, environment, aot);
    }
}
