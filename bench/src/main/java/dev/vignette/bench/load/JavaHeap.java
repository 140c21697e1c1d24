package dev.vignette.bench.load;

import java.util.Locale;

/// What a running Vignette's metrics tell of its heap, since it started or between two readings.
///
/// @param allocated bytes, as of the last collection
/// @param collections of garbage
record JavaHeap(double allocated, double collections) {
    static JavaHeap parse(String metrics) {
        return new JavaHeap(
                sum("jvm_gc_memory_allocated_bytes_total", metrics), sum("jvm_gc_pause_seconds_count", metrics));
    }

    JavaHeap since(JavaHeap earlier) {
        return new JavaHeap(allocated - earlier.allocated, collections - earlier.collections);
    }

    /// Over all labels.
    private static double sum(String name, String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f MiB allocated, %.0f collections", allocated / 1024 / 1024, collections);
    }
}
