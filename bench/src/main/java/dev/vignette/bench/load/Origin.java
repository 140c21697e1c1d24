package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The originals, served by an nginx of our own on loopback.
final class Origin implements AutoCloseable {
    private final Nginx nginx;
    private final List<String> files;
    private final AtomicInteger counter = new AtomicInteger();

    private Origin(Nginx nginx, List<String> files) {
        this.nginx = nginx;
        this.files = files;
    }

    /// Serves the `.jpg` files of a folder; nginx keeps its own files under `scratch`.
    static Origin start(Path folder, Path scratch) throws IOException, InterruptedException {
        return new Origin(Nginx.start(folder, scratch, ""), jpegs(folder));
    }

    /// How many originals there are.
    int size() {
        return files.size();
    }

    /// The next original's URL, one that [#next] never gave out before, so that no cache helps.
    String next() {
        return url(counter.getAndIncrement());
    }

    /// One of any number of URLs; the files take turns behind them.
    String url(int n) {
        return nginx.url("%s?n=%d".formatted(files.get(n % files.size()), n));
    }

    @Override
    public void close() {
        nginx.close();
    }

    /// The names of the `.jpg` files of a folder, sorted.
    static List<String> jpegs(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.endsWith(".jpg"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("no .jpg in " + folder);
            }
            return names;
        }
    }
}
