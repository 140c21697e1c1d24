package dev.vignette.image;

import java.nio.ByteBuffer;
import java.util.function.Function;

/// The bytes of an image file, which may be in memory only while they are read.
public interface ImageFile {
    /// Hands the bytes to `reader`, on the calling thread. The buffer is for reading only, and gone when the reader
    /// returns: work on another thread reads there.
    <T> T read(Function<ByteBuffer, T> reader);

    /// A file that is in memory anyway.
    static ImageFile of(byte[] bytes) {
        return new ImageFile() {
            @Override
            public <T> T read(Function<ByteBuffer, T> reader) {
                return reader.apply(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            }
        };
    }
}
