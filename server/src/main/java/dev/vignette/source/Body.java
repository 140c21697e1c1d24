package dev.vignette.source;

import java.nio.ByteBuffer;
import java.util.function.Function;

/// The bytes of an original, wherever they are, for any number of holders. They are let go of when the last holder has:
/// a reader counts as one, so that a body which is closed meanwhile stays until the reading has ended.
abstract sealed class Body permits MemoryBody, FileBody, CheckedBody {
    private int holders = 1;

    abstract long length();

    /// Hands all bytes to `reader`, in a direct buffer.
    abstract <T> T use(Function<ByteBuffer, T> reader);

    /// Copies what is at `position` into `target`.
    abstract void copy(long position, ByteBuffer target);

    /// Called once, when nobody holds it.
    abstract void free();

    final <T> T read(Function<ByteBuffer, T> reader) {
        hold();
        try {
            return use(reader);
        } finally {
            release();
        }
    }

    final void peek(long position, ByteBuffer target) {
        hold();
        try {
            copy(position, target);
        } finally {
            release();
        }
    }

    /// Adds a holder; the caller is or knows another one.
    final synchronized Body hold() {
        if (holders == 0) {
            throw new IllegalStateException("the original has been closed");
        }
        holders++;
        return this;
    }

    final void release() {
        boolean last;
        synchronized (this) {
            last = --holders == 0;
        }
        if (last) {
            free();
        }
    }
}
