package dev.vignette.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A named set of JVM options and environment for the launcher, whose own options come before and give way.
///
/// @param aot whether an AOT cache is made in a training run and used
record OptionSet(String name, List<String> options, Map<String, String> environment, boolean aot) {
    private static final List<String> COLLECTORS = List.of("Serial", "Parallel", "G1", "Z");
    private static final String ARENAS = "MALLOC_ARENA_MAX";
    private static final Map<String, String> TWO_ARENAS = Map.of(ARENAS, "2");

    /// The collectors, compact headers, an AOT cache and malloc's arenas, each against the same base.
    static List<OptionSet> standard() {
        List<OptionSet> sets = new ArrayList<>();
        for (String collector : COLLECTORS) {
            String name = collector.equals("Z") ? "zgc" : collector.toLowerCase(Locale.ROOT);
            sets.add(new OptionSet(name, options(collector, false), TWO_ARENAS, false));
            sets.add(new OptionSet(name + "+headers", options(collector, true), TWO_ARENAS, false));
            sets.add(new OptionSet(name + "+headers+aot", options(collector, true), TWO_ARENAS, true));
        }
        List<String> base = options("Parallel", true);
        sets.add(new OptionSet("parallel+headers+arena1", base, Map.of(ARENAS, "1"), false));
        // 0 is glibc's own choice, which the launcher would else replace.
        sets.add(new OptionSet("parallel+headers+arenas", base, Map.of(ARENAS, "0"), false));
        Optional.ofNullable(System.getenv("JEMALLOC"))
                .ifPresent(library -> sets.add(
                        new OptionSet("parallel+headers+jemalloc", base, Map.of("LD_PRELOAD", library), false)));
        Optional.ofNullable(System.getenv("VIGNETTE_JAVA_OPTIONS"))
                .ifPresent(options -> sets.add(parse("environment=" + options)));
        return sets;
    }

    /// One collector on and all others off, so that the launcher's own choice does not stay beside it; the same for
    /// the headers.
    private static List<String> options(String wanted, boolean compactHeaders) {
        List<String> options = new ArrayList<>();
        for (String collector : COLLECTORS) {
            options.add("-XX:" + (collector.equals(wanted) ? "+" : "-") + "Use" + collector + "GC");
        }
        options.add("-XX:" + (compactHeaders ? "+" : "-") + "UseCompactObjectHeaders");
        return options;
    }

    /// From the form `name=-XX:+UseSerialGC -Xmx256m MALLOC_ARENA_MAX=1`: what does not begin with a dash is a
    /// variable of the environment.
    static OptionSet parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a set of options is NAME=OPTIONS, not " + text);
        }
        List<String> options = new ArrayList<>();
        Map<String, String> environment = new HashMap<>(TWO_ARENAS);
        for (String word : text.substring(equals + 1).trim().split(" +", -1)) {
            if (word.startsWith("-")) {
                options.add(word);
            } else if (!word.isEmpty()) {
                String[] variable = word.split("=", 2);
                environment.put(variable[0], variable[variable.length - 1]);
            }
        }
        return new OptionSet(text.substring(0, equals), options, Map.copyOf(environment), false);
    }

    /// The same set with more options.
    OptionSet with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new OptionSet(name, all, environment, aot);
    }
}
