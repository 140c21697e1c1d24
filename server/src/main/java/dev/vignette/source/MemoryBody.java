package dev.vignette.source;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Function;

/// A body in native memory, out of sight of the garbage collector.
final class MemoryBody extends Body {
    private final ByteBuf bytes;
    private final BodyStore store;

    /// @param bytes from this store
    MemoryBody(ByteBuf bytes, BodyStore store) {
        this.bytes = bytes;
        this.store = store;
    }

    @Override
    long length() {
        return bytes.readableBytes();
    }

    @Override
    <T> T use(Function<ByteBuffer, T> reader) {
        return reader.apply(bytes.nioBuffer().asReadOnlyBuffer());
    }

    @Override
    void copy(long position, ByteBuffer target) {
        target.put(bytes.nioBuffer((int) position, target.remaining()));
    }

    @Override
    void free() {
        store.free(bytes);
    }
}
