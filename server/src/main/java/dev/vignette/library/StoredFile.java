package dev.vignette.library;

import dev.vignette.image.ImageFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/// A file in the store, or on its way there, of which only parts are looked at.
record StoredFile(long size, Parts parts) implements ImageFile {
    /// Reads a part.
    @FunctionalInterface
    interface Parts {
        InputStream read(long from, long length);
    }

    @Override
    public void peek(long position, ByteBuffer target) {
        int length = target.remaining();
        try (InputStream in = parts.read(position, length)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the store has less than it took");
            }
            target.put(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T read(Function<ByteBuffer, T> reader) {
        var whole = ByteBuffer.allocate(Math.toIntExact(size));
        peek(0, whole);
        return reader.apply(whole.flip().asReadOnlyBuffer());
    }
}
