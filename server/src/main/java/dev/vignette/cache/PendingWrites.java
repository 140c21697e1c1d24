package dev.vignette.cache;

import dev.vignette.storage.FileCache;
import dev.vignette.storage.FileName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renditions on their way to the disk: nobody waits for it to take them. They are found here meanwhile. When too much
/// waits, what is new is not kept.
final class PendingWrites implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PendingWrites.class);
    private static final int KIBI = 1024;
    /// In KiB: what may wait in memory.
    private static final int ROOM = 32 * KIBI;
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final FileCache files;
    private final String generation;
    private final Map<FileName, Write> writes = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("cache-writer").factory());

    PendingWrites(FileCache files, String generation) {
        this.files = files;
        this.generation = generation;
    }

    Optional<Entry> find(FileName name) {
        return Optional.ofNullable(writes.get(name)).map(write -> write.entry);
    }

    void add(FileName name, Entry entry) {
        int size = Math.min(ROOM, 1 + entry.weight() / KIBI);
        if (!room.tryAcquire(size)) {
            // What it was to replace would be found instead: better none than an old one.
            var _ = removeIf(other -> other.key().equals(entry.key()));
            files.remove(name);
            return;
        }
        var write = new Write(entry);
        writes.put(name, write);
        Runnable end = () -> {
            writes.remove(name, write);
            room.release(size);
        };
        try {
            thread.execute(() -> {
                try {
                    perform(name, write);
                } finally {
                    end.run();
                }
            });
        } catch (RejectedExecutionException e) { // the server ends, and what is not written yet is not kept
            LOG.debug("not written", e);
            end.run();
        }
    }

    private void perform(FileName name, Write write) {
        Path part = files.part();
        try {
            RenditionFile.write(part, generation, write.entry);
            if (!write.end(() -> files.keep(name, part))) {
                files.discard(part);
            }
        } catch (IOException e) {
            files.discard(part);
            warn(e);
        }
    }

    /// A disk that is full fails each time; it is told of once in a while.
    private void warn(IOException failure) {
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + SILENCE.toNanos())) {
            LOG.warn("cannot keep renditions on disk", failure);
        }
    }

    /// @return what is not written now
    Set<FileName> removeIf(Predicate<Entry> doomed) {
        return writes.entrySet().stream()
                .filter(waiting -> doomed.test(waiting.getValue().entry))
                .filter(waiting -> writes.remove(waiting.getKey(), waiting.getValue()))
                .filter(waiting -> waiting.getValue().cancel())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Writes what still waits.
    @Override
    public void close() {
        thread.close();
    }

    /// One file to be written. It ends once: in its place, or cancelled.
    private static final class Write {
        private final Entry entry;
        private boolean ended;

        Write(Entry entry) {
            this.entry = entry;
        }

        /// @return false when it was cancelled
        synchronized boolean end(Keeping keeping) throws IOException {
            if (ended) {
                return false;
            }
            keeping.keep();
            ended = true;
            return true;
        }

        synchronized boolean cancel() {
            boolean first = !ended;
            ended = true;
            return first;
        }
    }

    private interface Keeping {
        void keep() throws IOException;
    }
}
