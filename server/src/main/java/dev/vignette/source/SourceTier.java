package dev.vignette.source;

import dev.vignette.source.OriginalFile.Trailer;
import dev.vignette.storage.FileCache;
import dev.vignette.storage.FileName;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Originals in files, over restarts, on the terms of their sources. Blocking: meant for virtual threads. A disk that
/// fails makes fetches, not errors. Only one flight at a time is at the file of a URL.
final class SourceTier {
    private static final Logger LOG = LoggerFactory.getLogger(SourceTier.class);

    private final FileCache files;
    private final BodyStore store;
    private final String generation;
    private final Duration ttl;
    private final Clock clock;

    /// @param generation the settings that decide what may be fetched: what others let in is never used
    /// @param ttl how long an original is fresh when its source does not say
    SourceTier(FileCache files, BodyStore store, String generation, Duration ttl, Clock clock) {
        this.files = files;
        this.store = store;
        this.generation = generation;
        this.ttl = ttl;
        this.clock = clock;
    }

    /// An original that is there and whole, fresh or not.
    ///
    /// @param body the receiver's to release
    record Kept(Body body, Trailer trailer) {
        Terms terms() {
            return trailer.terms();
        }
    }

    Optional<Kept> find(String url) {
        FileName name = name(url);
        try {
            var channel = FileChannel.open(files.find(name), StandardOpenOption.READ);
            Optional<Trailer> trailer = whole(channel, url);
            if (trailer.isEmpty()) {
                channel.close();
                files.remove(name);
            }
            return trailer.map(
                    known -> new Kept(new FileBody(channel, known.length(), store, Optional.empty(), () -> {}), known));
        } catch (NoSuchFileException | ClosedByInterruptException e) {
            return Optional.empty(); // not there, or nobody waits for it any more
        } catch (IOException e) {
            LOG.warn("cannot read a kept original: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Optional<Trailer> whole(FileChannel channel, String url) throws IOException {
        try {
            Optional<Trailer> trailer =
                    OriginalFile.read(channel).filter(known -> known.url().equals(url));
            boolean good = trailer.isPresent()
                    && OriginalFile.checksum(channel, trailer.get().length())
                            == trailer.get().checksum();
            return good ? trailer : Optional.empty();
        } catch (EOFException e) {
            return Optional.empty(); // cut off
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Keeps an original if its terms allow it, instead of the one that was there. When the disk does not take it, the
    /// reason is logged and nothing is kept.
    void put(String url, Terms terms, Body body) {
        if (!terms.worthKeeping(clock.instant(), ttl)) {
            remove(url);
            return;
        }
        try {
            switch (body) {
                case FileBody file -> putFile(url, terms, file);
                case MemoryBody memory -> memory.read(bytes -> putBytes(url, terms, bytes));
                case CheckedBody _ -> throw new IllegalArgumentException("the library keeps its files itself");
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /// The file becomes the kept one where it lies; whoever has it open reads on.
    private void putFile(String url, Terms terms, FileBody body) throws IOException {
        Path part = body.part().orElseThrow();
        int checksum = OriginalFile.checksum(body.channel(), body.length());
        OriginalFile.write(body.channel(), new Trailer(url, body.length(), checksum, terms));
        files.keep(name(url), part);
    }

    private boolean putBytes(String url, Terms terms, ByteBuffer bytes) {
        Path part = files.part();
        var trailer = new Trailer(url, bytes.remaining(), OriginalFile.checksum(bytes), terms);
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                OriginalFile.write(channel, trailer);
            }
            files.keep(name(url), part);
            return true;
        } catch (IOException e) {
            files.discard(part);
            failed(e);
            return false;
        }
    }

    /// Takes down new terms of an original that has not changed.
    void refresh(String url, Kept kept, Terms terms) {
        if (!terms.worthKeeping(clock.instant(), ttl)) {
            remove(url);
            return;
        }
        try (var channel = FileChannel.open(files.find(name(url)), StandardOpenOption.WRITE)) {
            OriginalFile.write(channel, kept.trailer().with(terms));
        } catch (NoSuchFileException e) {
            LOG.debug("a kept original was removed meanwhile");
        } catch (IOException e) {
            failed(e);
        }
    }

    private static void failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            LOG.debug("an original is not kept that nobody waits for any more");
        } else {
            LOG.warn("cannot keep an original: {}", e.toString());
        }
    }

    void remove(String url) {
        files.remove(name(url));
    }

    /// Removes the original of one URL, also those of other settings.
    ///
    /// @return how many there were
    long purge(String url) {
        return remove(files.names().filter(name -> name.isOf(url)).toList());
    }

    /// Removes all originals whose URL is one of these; each file is opened.
    ///
    /// @return how many there were
    long purgeAll(Predicate<String> urls) {
        return remove(
                files.names().filter(name -> url(name).filter(urls).isPresent()).toList());
    }

    private long remove(List<FileName> names) {
        names.forEach(files::remove);
        return names.size();
    }

    /// The URL of a kept original; empty when it cannot be read.
    private Optional<String> url(FileName name) {
        try (var channel = FileChannel.open(files.find(name), StandardOpenOption.READ)) {
            return OriginalFile.read(channel).map(Trailer::url);
        } catch (IOException e) {
            LOG.debug("passed over {}: {}", name, e.toString());
            return Optional.empty();
        }
    }

    private FileName name(String url) {
        return FileName.of(url, generation);
    }

    long bytes() {
        return files.bytes();
    }
}
