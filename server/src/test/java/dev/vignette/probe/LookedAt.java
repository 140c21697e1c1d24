package dev.vignette.probe;

import dev.vignette.image.ImageFile;
import java.nio.ByteBuffer;
import java.util.function.Function;

/// A file that counts what is read of it, and may not be read whole.
final class LookedAt implements ImageFile {
    private final byte[] bytes;
    private long count;

    LookedAt(byte[] bytes) {
        this.bytes = bytes;
    }

    /// How many bytes were read, each as often as it was.
    long count() {
        return count;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void peek(long position, ByteBuffer target) {
        count += target.remaining();
        target.put(bytes, (int) position, target.remaining());
    }

    @Override
    public <T> T read(Function<ByteBuffer, T> reader) {
        throw new AssertionError("the whole file is read");
    }
}
