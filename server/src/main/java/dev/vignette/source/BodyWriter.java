package dev.vignette.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes one body, in memory as long as there is some, then in a file. Memory is taken as bytes arrive, not by the
/// length that was announced: an origin that announces much and sends little costs little.
///
/// Not for several threads at a time.
final class BodyWriter implements Sink, AutoCloseable {
    private static final int FIRST = 64 << 10;

    /// Fewer copies than by doubling, for at most four times the memory that is needed.
    private static final int GROWTH = 4;

    private final BodyStore store;
    private final long announced;
    private @Nullable ByteBuf memory;
    private @Nullable SpillFile file;

    BodyWriter(BodyStore store, long announced) {
        this.store = store;
        this.announced = announced;
    }

    @Override
    public boolean offer(ByteBuf chunk) {
        if (file != null) {
            return false;
        }
        ByteBuf room = room(chunk.readableBytes());
        if (room == null) {
            return false;
        }
        room.writeBytes(chunk, chunk.readerIndex(), chunk.readableBytes());
        return true;
    }

    @Override
    public void write(ByteBuf chunk) {
        if (!offer(chunk)) {
            spilled().write(chunk.nioBuffer());
        }
    }

    /// Memory that takes so many bytes more; null when there is none.
    private @Nullable ByteBuf room(int size) {
        ByteBuf present = memory;
        if (present == null) {
            memory = store.allocate(grown(size, FIRST)).orElse(null);
        } else if (present.writableBytes() < size) {
            int capacity = grown(present.readableBytes() + size, GROWTH * (long) present.capacity());
            ByteBuf larger = store.allocate(capacity).orElse(null);
            if (larger == null) {
                return null;
            }
            memory = larger.writeBytes(present, present.readerIndex(), present.readableBytes());
            store.free(present);
        }
        return memory;
    }

    private int grown(int needed, long proposed) {
        long enough = Math.max(needed, proposed);
        return (int) Math.min(Integer.MAX_VALUE, announced >= needed ? Math.min(enough, announced) : enough);
    }

    private SpillFile spilled() {
        SpillFile present = file;
        if (present != null) {
            return present;
        }
        try {
            SpillFile spill = store.file();
            file = spill;
            ByteBuf head = memory;
            if (head != null) {
                spill.write(head.nioBuffer());
                memory = null;
                store.free(head);
            }
            return spill;
        } catch (IOException e) {
            throw SpillFile.noDisk(e);
        }
    }

    /// All that was written; it is the caller's to release.
    Body finish() {
        Body body = file != null ? file.body() : new MemoryBody(memory == null ? Unpooled.EMPTY_BUFFER : memory, store);
        file = null;
        memory = null;
        store.came(body.length());
        return body;
    }

    /// Gives back what was not finished.
    @Override
    public void close() {
        if (file != null || memory != null) {
            ByteBuf head = memory;
            if (file != null && head != null) {
                store.free(head);
                memory = null;
            }
            finish().release();
        }
    }
}
