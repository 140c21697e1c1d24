package dev.vignette.probe;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.ImageFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A part of a file under inspection. Every read is checked against its bounds, and one outside of them means that the
/// file is damaged; so a parser may follow any offset or length that a file claims. Offsets are `long` so that sums of
/// two 32-bit claims never wrap.
final class Window {
    private final Bytes bytes;
    private final long from;
    private final long length;

    private Window(Bytes bytes, long from, long length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    /// The bytes that remain in a buffer, which is left as it is.
    static Window of(ByteBuffer file) {
        return of(Bytes.of(file));
    }

    /// A file of which no more is read than is looked at.
    static Window of(ImageFile file) {
        return of(new Blocks(file));
    }

    private static Window of(Bytes bytes) {
        return new Window(bytes, 0, bytes.length());
    }

    static Window of(byte[] file) {
        return of(ByteBuffer.wrap(file));
    }

    static VignetteException broken(String detail) {
        return new VignetteException(ErrorCode.BROKEN_IMAGE, detail);
    }

    /// Dimensions as a header claims them.
    static Dimensions dimensions(long width, long height) {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw broken("The header claims " + width + " × " + height + " pixels");
        }
        return new Dimensions((int) width, (int) height);
    }

    /// The larger of each side.
    static Dimensions larger(Dimensions one, Dimensions other) {
        return new Dimensions(Math.max(one.width(), other.width()), Math.max(one.height(), other.height()));
    }

    long length() {
        return length;
    }

    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= length && count <= length - at;
    }

    int u8(long at) {
        return bytes.get(index(at, 1));
    }

    int u16(long at) {
        long index = index(at, 2);
        return bytes.get(index) << 8 | bytes.get(index + 1);
    }

    int u16le(long at) {
        return Integer.reverseBytes(u16(at)) >>> 16;
    }

    int u24le(long at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /// A 64-bit number; its upper half may make it negative, which no bounds check lets through.
    long i64(long at) {
        return u32(at) << 32 | u32(at + 4);
    }

    boolean matches(long at, String latin1) {
        if (!has(at, latin1.length())) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (u8(at + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(String latin1) {
        return matches(0, latin1);
    }

    String latin1(long at, int count) {
        long start = index(at, count);
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++) {
            text[i] = (byte) bytes.get(start + i);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// All of it as text; of a part that is no larger than an array.
    String latin1() {
        return latin1(0, Math.toIntExact(length));
    }

    Window part(long at, long count) {
        return new Window(bytes, index(at, count), count);
    }

    /// From `at` to the end.
    Window rest(long at) {
        return part(at, length - at);
    }

    /// From `at`, `count` bytes or as many as there are.
    Window atMost(long at, long count) {
        return part(at, Math.min(count, length - at));
    }

    /// The same bytes, for reading only; of a part that is no larger than an array.
    ByteBuffer buffer() {
        return bytes.slice(from, Math.toIntExact(length));
    }

    private long index(long at, long count) {
        if (!has(at, count)) {
            throw broken("The file ends inside its header");
        }
        return from + at;
    }
}
