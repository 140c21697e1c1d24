package dev.vignette.bench.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How sharp spreads its work: threads for one image, and images at once.
record SharpThreads(int anImage, int atOnce) {
    SharpThreads {
        if (anImage < 1 || atOnce < 1) {
            throw new IllegalArgumentException("sharp needs at least one thread");
        }
    }

    /// From the form `1/2`: threads an image, images at once.
    static SharpThreads parse(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("--sharp-threads is THREADS/POOL, as in 1/2, not " + text);
        }
        return new SharpThreads(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /// The settings worth a try on a machine of that many cores; libuv's own pool has 4 threads.
    static List<SharpThreads> candidates(int cores) {
        return List.of(
                        new SharpThreads(1, 4),
                        new SharpThreads(1, cores),
                        new SharpThreads(cores, 4),
                        new SharpThreads(cores, cores))
                .stream()
                .distinct()
                .toList();
    }

    Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", Integer.toString(port));
        environment.put("SHARP_CONCURRENCY", Integer.toString(anImage));
        environment.put("UV_THREADPOOL_SIZE", Integer.toString(atOnce));
        return environment;
    }

    @Override
    public String toString() {
        return anImage + "/" + atOnce;
    }
}
