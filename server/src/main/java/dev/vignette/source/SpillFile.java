package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A file that takes the body which memory has no room for.
final class SpillFile {
    private final BodyStore store;
    private final ByteBudget budget;
    private final FileChannel channel;
    private final Optional<Path> part;
    private long length;

    SpillFile(BodyStore store, ByteBudget budget, FileChannel channel, Optional<Path> part) {
        this.store = store;
        this.budget = budget;
        this.channel = channel;
        this.part = part;
    }

    /// @throws VignetteException `OVERLOADED` when there are too many bytes in such files, or the disk takes no more
    void write(ByteBuffer bytes) {
        int size = bytes.remaining();
        if (!budget.take(size)) {
            throw new VignetteException(ErrorCode.OVERLOADED, "There is no room for one more image at the moment");
        }
        length += size;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw noDisk(e);
        }
    }

    static VignetteException noDisk(IOException cause) {
        return new VignetteException(ErrorCode.OVERLOADED, "There is no room for the image at the moment", cause);
    }

    FileBody body() {
        return new FileBody(channel, length, store, part, () -> {
            part.ifPresent(store::discard);
            budget.giveBack(length);
        });
    }
}
