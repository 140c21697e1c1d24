package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.FileCache;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Where the bytes of originals are while somebody holds them: in native memory, in files when that is used up. Half of
/// the memory is for what arrives, which never waits; half for what is read back from files, which waits its turn.
final class BodyStore {
    /// What is kept of it while nobody uses it.
    private static final long KEPT = 16 << 20;

    /// At most this part of all that may be taken.
    private static final int KEPT_SHARE = 8;

    private static final int KIBI = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The weight of the newest body in the typical length is one in so many.
    private static final int MEMORY_OF_LENGTHS = 16;

    private final NativeBuffers buffers;
    private final ByteBudget memory;
    private final ByteBudget spilled;
    private final int readable;
    private final Semaphore reads;
    private final Path folder;
    private final Optional<FileCache> files;
    private final AtomicLong typical = new AtomicLong();

    /// @param folder for files, when there is no `files`; made when it is needed
    /// @param files that the files of bodies may become part of
    BodyStore(SourceCacheConfig config, Path folder, Optional<FileCache> files) {
        this.buffers = new NativeBuffers(Math.min(KEPT, config.memory().bytes() / KEPT_SHARE));
        this.memory = new ByteBudget(config.memory().bytes() / 2);
        this.spilled = new ByteBudget(config.spill().bytes());
        this.readable = Math.clamp(config.memory().bytes() / 2 / KIBI, 1, Integer.MAX_VALUE);
        this.reads = new Semaphore(readable, true);
        this.folder = folder;
        this.files = files;
    }

    /// @param length as announced, -1 when it is not known
    BodyWriter writer(long length) {
        return new BodyWriter(this, length);
    }

    /// Whether so many bodies more would probably find memory, by the lengths of those that came before.
    boolean hasRoomFor(int bodies) {
        return memory.hasRoomFor(bodies * typical.get());
    }

    /// A body of this length has come.
    void came(long length) {
        typical.updateAndGet(mean -> mean == 0 ? length : mean + (length - mean) / MEMORY_OF_LENGTHS);
    }

    /// Native memory, if there is any left; it is given back with [#free].
    Optional<ByteBuf> allocate(int capacity) {
        if (!memory.take(capacity)) {
            return Optional.empty();
        }
        Optional<ByteBuf> bytes = direct(capacity);
        int taken = bytes.map(ByteBuf::capacity).orElse(0);
        memory.giveBack(capacity - taken);
        return bytes;
    }

    /// Empty when the process may have no more native memory, whatever is left of the budget.
    private Optional<ByteBuf> direct(int capacity) {
        try {
            return Optional.of(buffers.allocate(capacity));
        } catch (OutOfMemoryError e) {
            return Optional.empty(); // the caller goes on without
        }
    }

    void free(ByteBuf bytes) {
        int capacity = bytes.capacity();
        buffers.free(bytes);
        memory.giveBack(capacity);
    }

    /// Lends memory to read a file into, as soon as there is some. What is larger than all of it waits for all.
    ///
    /// @throws VignetteException `OVERLOADED` when there is none before the deadline of the request
    <T> T reading(int length, Function<ByteBuf, T> reader) {
        int share = Math.min(readable, length / KIBI + 1);
        await(share);
        try {
            ByteBuf bytes = direct(length)
                    .orElseThrow(() -> new VignetteException(ErrorCode.OVERLOADED, "There is no memory for the image"));
            try {
                return reader.apply(bytes);
            } finally {
                buffers.free(bytes);
            }
        } finally {
            reads.release(share);
        }
    }

    private void await(int share) {
        Deadline deadline =
                RequestContext.CURRENT.isBound() ? RequestContext.current().deadline() : Deadline.after(PATIENCE);
        try {
            if (!reads.tryAcquire(share, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new VignetteException(ErrorCode.OVERLOADED, "The image waited too long for memory");
            }
        } catch (InterruptedException e) {
            throw Phase.interrupted(e);
        }
    }

    /// A new file for a body. One that cannot become part of `files` has no name, so that nothing is left of it even
    /// when the process is killed.
    SpillFile file() throws IOException {
        if (files.isPresent()) {
            Path part = files.get().part();
            var channel = FileChannel.open(
                    part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new SpillFile(this, spilled, channel, Optional.of(part));
        }
        Files.createDirectories(folder);
        var channel = FileChannel.open(
                folder.resolve(UUID.randomUUID().toString()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        return new SpillFile(this, spilled, channel, Optional.empty());
    }

    void discard(Path part) {
        files.orElseThrow().discard(part);
    }

    /// Bytes of native memory that are taken at the moment.
    long memoryBytes() {
        return memory.taken() + (long) (readable - reads.availablePermits()) * KIBI;
    }

    /// Bytes of the files that are there for want of memory.
    long spilledBytes() {
        return spilled.taken();
    }

    /// Gives back the memory that nobody uses.
    void close() {
        buffers.close();
    }
}
