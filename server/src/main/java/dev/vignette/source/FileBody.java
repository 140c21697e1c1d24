package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A body at the beginning of a file. The file stays open, so that it can be read after its name is gone. It is copied
/// into memory while it is read: mapped, a file that somebody cuts off would end the process.
final class FileBody extends Body {
    private static final Logger LOG = LoggerFactory.getLogger(FileBody.class);

    private final FileChannel channel;
    private final long length;
    private final BodyStore store;
    private final Optional<Path> part;
    private final Runnable freed;

    /// @param part where the file is, when it was written for this body and may be kept by renaming it
    /// @param freed called when the file has been closed
    FileBody(FileChannel channel, long length, BodyStore store, Optional<Path> part, Runnable freed) {
        this.channel = channel;
        this.length = length;
        this.store = store;
        this.part = part;
        this.freed = freed;
    }

    @Override
    long length() {
        return length;
    }

    FileChannel channel() {
        return channel;
    }

    Optional<Path> part() {
        return part;
    }

    @Override
    <T> T use(Function<ByteBuffer, T> reader) {
        return store.reading((int) length, bytes -> {
            copy(0, bytes.nioBuffer(0, (int) length));
            return reader.apply(bytes.nioBuffer(0, (int) length).asReadOnlyBuffer());
        });
    }

    /// On a thread of its own: a thread that is interrupted while it reads closes the file, which others read too.
    @Override
    void copy(long position, ByteBuffer target) {
        try {
            CompletableFuture.runAsync(() -> fill(target, position), Thread::startVirtualThread)
                    .join();
        } catch (CompletionException e) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "The original can no longer be read", e.getCause());
        }
    }

    private void fill(ByteBuffer target, long position) {
        int start = target.position();
        try {
            while (target.hasRemaining()) {
                if (channel.read(target, position + target.position() - start) < 0) {
                    throw new EOFException("the file became shorter");
                }
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    void free() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("cannot close the file of an original", e);
        } finally {
            freed.run();
        }
    }
}
