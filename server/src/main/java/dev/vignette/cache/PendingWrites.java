package dev.vignette.cache;

import dev.vignette.storage.FileCache;
import dev.vignette.storage.FileName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes of files that wait to be made: nobody waits for the disk, least of all an event loop. What will be is found
/// here meanwhile. One thread makes them, and of each file the newest alone waits.
final class PendingWrites implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PendingWrites.class);

    /// The most bytes that wait in memory. When they are more, what is new is not kept.
    private static final int ROOM = 32 << 20;

    /// Tags come one by one with the requests, and each would cost the whole file: they are gathered for so long.
    private static final Duration GATHERING = Duration.ofSeconds(5);

    private final FileCache files;
    private final String generation;
    private final Map<FileName, Write> writes = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final RareWarning warning = new RareWarning();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("cache-writer").factory());
    private volatile @Nullable Write underWay;

    PendingWrites(FileCache files, String generation) {
        this.files = files;
        this.generation = generation;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // the end does not wait for them
    }

    /// @param file reads what is on the disk now
    Optional<Entry> find(FileName name, Supplier<Optional<Entry>> file) {
        Write write = writes.get(name);
        return write == null ? file.get() : write.change.of(file);
    }

    /// Has a rendition written. Returns at once.
    void put(FileName name, Entry entry) {
        boolean room = bytes.get() + entry.weight() <= ROOM;
        // What it was to replace would be found instead: better none than an old one.
        add(name, room ? new Change.Put(entry) : new Change.Drop(), Duration.ZERO);
    }

    /// Has tags added to a rendition that is on the disk, or about to be. Returns at once.
    void tag(FileName name, RenditionKey key, Tags tags) {
        add(name, new Change.Tag(key, tags), GATHERING);
    }

    private void add(FileName name, Change change, Duration delay) {
        var replaced = new @Nullable Write[1];
        var _ = writes.compute(name, (_, old) -> {
            replaced[0] = old;
            return new Write(name, old == null ? change : change.after(old.change));
        });
        if (replaced[0] != null) {
            replaced[0].leave();
        }
        if (replaced[0] == null || delay.isZero()) {
            schedule(name, delay);
        }
    }

    private void schedule(FileName name, Duration delay) {
        try {
            var _ = thread.schedule(() -> make(name), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) { // it is made by close, or the server has ended
            LOG.debug("not written now", e);
        }
    }

    private void make(FileName name) {
        Write write = writes.computeIfPresent(name, (_, waiting) -> waiting.begin());
        if (write == null) {
            return; // it has been made, or removed
        }
        try {
            make(write);
        } catch (NoSuchFileException e) {
            LOG.debug("the rendition is gone", e);
            drop(write);
        } catch (IOException | RuntimeException e) {
            warning.tell(e);
            drop(write);
        } finally {
            underWay = null;
            bytes.addAndGet(-write.weight);
            if (!writes.remove(name, write) && writes.containsKey(name)) {
                schedule(name, Duration.ZERO); // changed again meanwhile
            }
        }
    }

    private void make(Write write) throws IOException {
        Optional<Entry> entry = result(write);
        if (entry.isEmpty()) {
            drop(write);
            return;
        }
        Path part = files.part();
        boolean kept = false;
        try {
            var _ = RenditionFile.write(part, generation, entry.get());
            kept = write.end(() -> files.keep(write.name, part));
        } finally {
            if (!kept) {
                files.discard(part);
            }
        }
    }

    private Optional<Entry> result(Write write) throws IOException {
        return switch (write.change) {
            case Change.Put(Entry entry) -> Optional.of(entry);
            case Change.Tag(RenditionKey key, Tags tags) ->
                RenditionFile.read(files.find(write.name), generation, key, false)
                        .map(entry -> entry.and(tags));
            case Change.Drop _ -> Optional.empty();
        };
    }

    private void drop(Write write) {
        var _ = write.end(() -> files.remove(write.name));
    }

    /// Removes what waits for a file, and what is being done with it. Blocking: it may wait for the disk.
    ///
    /// @return what waited
    Optional<Change> remove(FileName name, Predicate<Change> doomed) {
        var removed = new @Nullable Write[1];
        var _ = writes.computeIfPresent(name, (_, write) -> {
            removed[0] = doomed.test(write.change) ? write : null;
            return removed[0] == null ? write : null;
        });
        Write waited = removed[0];
        if (waited != null) {
            waited.leave();
            waited.cancel();
        }
        Write busy = underWay;
        if (busy != null && busy.name.equals(name) && (waited != null || doomed.test(busy.change))) {
            busy.cancel();
        }
        return Optional.ofNullable(waited).map(write -> write.change);
    }

    Stream<FileName> names() {
        return writes.keySet().stream();
    }

    Stream<Change> changes() {
        return writes.values().stream().map(write -> write.change);
    }

    /// Makes what still waits.
    @Override
    public void close() {
        thread.close();
        while (!writes.isEmpty()) {
            writes.keySet().forEach(this::make);
        }
    }

    /// One file to be changed. It ends once: done, or cancelled.
    private final class Write {
        private final FileName name;
        private final Change change;
        private final int weight;
        private boolean begun;
        private boolean ended;

        Write(FileName name, Change change) {
            this.name = name;
            this.change = change;
            this.weight = change.weight();
            bytes.addAndGet(weight);
        }

        /// Within the map, so that whoever takes it out sees whether it has begun.
        Write begin() {
            begun = true;
            underWay = this;
            return this;
        }

        /// It waits no more. What has begun is counted until it has ended.
        void leave() {
            if (!begun) {
                bytes.addAndGet(-weight);
            }
        }

        /// @return false when it was cancelled
        synchronized <X extends Exception> boolean end(Last<X> last) throws X {
            if (ended) {
                return false;
            }
            last.run();
            ended = true;
            return true;
        }

        synchronized void cancel() {
            ended = true;
        }
    }

    /// The last step of a change, after which it is seen.
    private interface Last<X extends Exception> {
        void run() throws X;
    }
}
