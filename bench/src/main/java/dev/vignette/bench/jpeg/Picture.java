package dev.vignette.bench.jpeg;

import dev.vignette.image.ImageFile;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.JpegDecoder;
import java.nio.ByteBuffer;
import java.util.function.Function;

/// A JPEG file in memory, held off the heap as the server holds it.
final class Picture {
    private final String name;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final FrameHeader header;

    Picture(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        if (!(JpegDecoder.inspect(buffer) instanceof FrameHeader frame)) {
            throw new IllegalArgumentException(name + " is of a kind that is not decoded");
        }
        header = frame;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /// As the server gets its originals.
    ImageFile file() {
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
                return reader.apply(buffer.asReadOnlyBuffer());
            }
        };
    }

    FrameHeader header() {
        return header;
    }

    double megapixels() {
        return header.width() * (double) header.height() / 1e6;
    }
}
