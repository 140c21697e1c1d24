package dev.vignette.cache;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The files that large renditions are answered from when they have just been made: a client that reads slowly would
/// hold all their bytes in the heap. Each is deleted soon, whoever has it open reads on.
final class Spill implements AutoCloseable {
    /// An answer opens its file at once, and the disk tier takes its copy in this time or not at all.
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final Supplier<Path> places;
    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private final Executor later = CompletableFuture.delayedExecutor(LIFE.toNanos(), TimeUnit.NANOSECONDS);
    private final RareWarning warning = new RareWarning();

    /// @param places for new files
    Spill(Supplier<Path> places) {
        this.places = places;
    }

    /// A place among the temporary files of the system.
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"), "vignette-" + UUID.randomUUID());
    }

    /// The same rendition, in a file if it is large. Where the disk takes none it stays in memory. Blocking.
    Entry out(Entry entry) {
        if (!entry.rendition().large()) {
            return entry;
        }
        Path file = places.get();
        files.add(file);
        later.execute(() -> delete(file));
        try {
            return entry.with(entry.rendition().with(RenditionFile.write(file, "", entry)));
        } catch (ClosedByInterruptException e) { // nobody waits for it any more
            delete(file);
            return entry;
        } catch (IOException e) {
            warning.tell(e);
            delete(file);
            return entry;
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            files.remove(file);
        } catch (IOException e) {
            warning.tell(e);
        }
    }

    @Override
    public void close() {
        files.forEach(this::delete);
    }
}
