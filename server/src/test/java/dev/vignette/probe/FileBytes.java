package dev.vignette.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes small files field by field.
final class FileBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static FileBytes file() {
        return new FileBytes();
    }

    FileBytes text(String latin1) {
        return raw(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    FileBytes raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    FileBytes add(FileBytes more) {
        return raw(more.array());
    }

    FileBytes u8(int... values) {
        Arrays.stream(values).forEach(bytes::write);
        return this;
    }

    FileBytes be(int size, long... values) {
        for (long value : values) {
            for (int i = size - 1; i >= 0; i--) {
                bytes.write((int) (value >> (8 * i)));
            }
        }
        return this;
    }

    FileBytes le(int size, long... values) {
        for (long value : values) {
            for (int i = 0; i < size; i++) {
                bytes.write((int) (value >> (8 * i)));
            }
        }
        return this;
    }

    FileBytes zeros(int count) {
        return raw(new byte[count]);
    }

    int size() {
        return bytes.size();
    }

    byte[] array() {
        return bytes.toByteArray();
    }

    byte[] first(int count) {
        return Arrays.copyOf(array(), count);
    }
}
