package dev.vignette.source;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Native memory for the bytes of originals, in one piece each, as decoders want them. A few buffers that were
/// given back are kept for the next: fresh ones are paid for page by page as they are filled, and among smaller
/// blocks they leave holes.
final class NativeBuffers {
    /// Netty takes this memory with `malloc` and frees it at once, not when a collector gets to it.
    private static final ByteBufAllocator NATIVE = new UnpooledByteBufAllocator(true, true);

    /// What is smaller is cheap to take anew.
    private static final int SMALLEST = 256 << 10;

    /// A buffer serves for what needs at least this part of it.
    private static final int WASTE = 2;

    private final long most;
    private final Deque<ByteBuf> kept = new ArrayDeque<>();
    private long bytes;

    /// @param most bytes that are kept while nobody uses them
    NativeBuffers(long most) {
        this.most = most;
    }

    /// An empty buffer, to be given back with [#free]; it may be larger than was asked for.
    ///
    /// @throws OutOfMemoryError when the process may have no more native memory
    ByteBuf allocate(int capacity) {
        ByteBuf present = capacity < SMALLEST ? null : take(capacity);
        return present == null ? NATIVE.directBuffer(capacity, capacity) : present;
    }

    private synchronized @Nullable ByteBuf take(int capacity) {
        for (Iterator<ByteBuf> newest = kept.descendingIterator(); newest.hasNext(); ) {
            ByteBuf buffer = newest.next();
            if (buffer.capacity() >= capacity && buffer.capacity() / WASTE <= capacity) {
                newest.remove();
                bytes -= buffer.capacity();
                return buffer;
            }
        }
        return null;
    }

    /// Takes a buffer back that nobody uses any more; those kept for the longest time make room for it.
    synchronized void free(ByteBuf buffer) {
        if (buffer.capacity() < SMALLEST || buffer.capacity() > most) {
            buffer.release();
            return;
        }
        kept.addLast(buffer.clear());
        bytes += buffer.capacity();
        while (bytes > most) {
            ByteBuf oldest = kept.removeFirst();
            bytes -= oldest.capacity();
            oldest.release();
        }
    }

    /// Gives back what is kept.
    synchronized void close() {
        kept.forEach(ByteBuf::release);
        kept.clear();
        bytes = 0;
    }
}
