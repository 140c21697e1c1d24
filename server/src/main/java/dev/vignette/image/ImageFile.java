package dev.vignette.image;

import java.nio.ByteBuffer;
import java.util.function.Function;

/// The bytes of an image file, which may be in memory only while they are read.
public interface ImageFile {
    /// In bytes.
    long size();

    /// Copies what is at `position` into `target` until that is full. Takes no memory for the rest of the file, and
    /// waits for none.
    void peek(long position, ByteBuffer target);

    /// Hands all bytes to `reader`, on the calling thread. The buffer is for reading only, and gone when the reader
    /// returns: work on another thread reads there.
    <T> T read(Function<ByteBuffer, T> reader);

    /// A file that is in memory anyway.
    static ImageFile of(byte[] bytes) {
        return new ImageFile() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void peek(long position, ByteBuffer target) {
                target.put(bytes, Math.toIntExact(position), target.remaining());
            }

            @Override
            public <T> T read(Function<ByteBuffer, T> reader) {
                return reader.apply(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            }
        };
    }
}
