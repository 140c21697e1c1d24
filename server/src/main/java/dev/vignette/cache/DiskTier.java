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
import java.util.Set;
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
        Optional<Entry> found = writes.find(name).or(() -> read(name, key));
        (found.isPresent() ? hits : misses).increment();
        return found;
    }

    private Optional<Entry> read(FileName name, RenditionKey key) {
        try {
            Optional<Entry> found = RenditionFile.read(
                            files.find(name), generation, key, whole.getIfPresent(name) != null)
                    .filter(entry -> windows.of(entry.rendition(), clock.instant()) != StaleWindows.Use.NEVER);
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
        writes.add(name(entry.key()), entry);
    }

    /// Adds tags to a rendition of which only the file is held. Blocking.
    void tag(Entry entry, Tags tags) {
        try {
            put(entry.with(tags).with(entry.rendition().inMemory()));
        } catch (IOException e) {
            LOG.debug("the rendition is gone", e);
        }
    }

    /// Blocking.
    void remove(RenditionKey key) {
        var _ = writes.removeIf(entry -> entry.key().equals(key));
        files.remove(name(key));
    }

    /// Blocking: by prefix and by tag the head of each file is read.
    ///
    /// @return how many there were
    long purge(Purge purge) {
        Set<FileName> waiting =
                writes.removeIf(entry -> purge.covers(entry.key().source(), entry.tags()));
        long written = covered(purge)
                .filter(files::remove)
                .filter(name -> !waiting.contains(name))
                .count();
        return waiting.size() + written;
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
        return kept.filter(label -> purge.covers(label.source(), label.tags())).map(RenditionFile.Label::source);
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

    /// Writes what still waits.
    @Override
    public void close() {
        writes.close();
    }

    private FileName name(RenditionKey key) {
        return FileName.of(key.source(), generation + ' ' + key.form());
    }
}
