package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.storage.FileCache;
import dev.vignette.storage.FileName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renditions in files, over restarts. A disk that fails makes misses, not errors.
final class DiskTier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskTier.class);

    private final FileCache files;
    private final PendingWrites writes;
    private final String generation;
    private final StaleWindows windows;
    private final Clock clock;
    /// The files whose images were found whole by this process.
    private final Cache<FileName, Boolean> whole =
            Caffeine.newBuilder().maximumSize(50_000).build();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /// @param folder the tier's own; made when it is not there
    /// @param maxBytes of all files together
    /// @param generation what another generation left there is never found
    /// @throws java.io.UncheckedIOException when the folder cannot be made or written to
    DiskTier(Path folder, long maxBytes, String generation, StaleWindows windows, Clock clock) {
        this.files = new FileCache(folder, maxBytes);
        this.writes = new PendingWrites(files, generation);
        this.generation = generation;
        this.windows = windows;
        this.clock = clock;
    }

    /// A rendition that is there, whole and of use, be it fresh or not. Blocking.
    Optional<Entry> find(RenditionKey key) {
        FileName name = name(key);
        Optional<Entry> found = writes.find(name, () -> read(name, key));
        (found.isPresent() ? hits : misses).increment();
        return found;
    }

    private Optional<Entry> read(FileName name, RenditionKey key) {
        try {
            Optional<Entry> found = RenditionFile.read(
                            files.find(name), generation, key, whole.getIfPresent(name) != null)
                    .filter(entry -> windows.of(entry.rendition(), clock.millis()) != StaleWindows.Use.NEVER);
            if (found.isEmpty()) {
                files.remove(name);
            } else {
                whole.put(name, true);
            }
            return found;
        } catch (NoSuchFileException | ClosedByInterruptException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read a kept rendition", e);
            return Optional.empty();
        }
    }

    /// Has a rendition written, in the place of the one that is there. Returns at once.
    void put(Entry entry) {
        writes.put(name(entry.key()), entry);
    }

    /// Has tags added to a rendition that is kept. Returns at once.
    void tag(RenditionKey key, Tags tags) {
        writes.tag(name(key), key, tags);
    }

    /// A new place to write a file to that is not kept.
    Path part() {
        return files.part();
    }

    /// Blocking.
    void remove(RenditionKey key) {
        FileName name = name(key);
        var _ = writes.remove(name, _ -> true);
        files.remove(name);
    }

    /// Blocking: by prefix and by tag the head of each file is read.
    ///
    /// @return how many there were
    long purge(Purge purge) {
        long waiting = writes.names().filter(name -> removeWaiting(name, purge)).count();
        return waiting + covered(purge).filter(this::removeWritten).count();
    }

    /// What waits to be written is newer than the file, so both go.
    private boolean removeWaiting(FileName name, Purge purge) {
        Optional<Change> removed =
                writes.remove(name, change -> change.covered(purge).isPresent());
        boolean written = removed.isPresent() && files.remove(name);
        return written || removed.filter(Change.Put.class::isInstance).isPresent();
    }

    /// Tags that are being added would have the file written again.
    private boolean removeWritten(FileName name) {
        var _ = writes.remove(name, Change.Tag.class::isInstance);
        return files.remove(name);
    }

    private Stream<FileName> covered(Purge purge) {
        return switch (purge) {
            case Purge.Url(String source) -> files.names().filter(FileName.ofGroup(source));
            case Purge.All() -> files.names();
            case Purge.Prefix _, Purge.Tag _ ->
                files.names()
                        .filter(name -> label(name)
                                .filter(label -> purge.covers(label.source(), label.tags()))
                                .isPresent());
        };
    }

    /// The sources of what a purge covers.
    Stream<String> sources(Purge purge) {
        Stream<RenditionFile.Label> kept = files.names().flatMap(name -> label(name).stream());
        return Stream.concat(
                writes.changes().flatMap(change -> change.covered(purge).stream()),
                kept.filter(label -> purge.covers(label.source(), label.tags())).map(RenditionFile.Label::source));
    }

    private Optional<RenditionFile.Label> label(FileName name) {
        try {
            return RenditionFile.label(files.find(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read a kept rendition", e);
            return Optional.empty();
        }
    }

    TierStatistics statistics() {
        return new TierStatistics(hits.sum(), misses.sum(), files.count(), files.bytes());
    }

    /// Makes the changes that still wait.
    @Override
    public void close() {
        writes.close();
    }

    private FileName name(RenditionKey key) {
        return FileName.of(key.source(), generation + ' ' + key.form());
    }
}
