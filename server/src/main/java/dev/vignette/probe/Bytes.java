package dev.vignette.probe;

import java.nio.ByteBuffer;

/// The bytes of a file under inspection, by their places in it. What is asked for lies within it.
interface Bytes {
    int length();

    /// From 0 to 255.
    int get(int at);

    /// For reading only. Meant for what is long.
    ByteBuffer slice(int from, int length);

    /// Those that remain in a buffer, which is left as it is; nothing is copied.
    static Bytes of(ByteBuffer file) {
        return new InMemory(file.slice());
    }

    /// @param bytes read by absolute positions alone
    record InMemory(ByteBuffer bytes) implements Bytes {
        @Override
        public int length() {
            return bytes.remaining();
        }

        @Override
        public int get(int at) {
            return bytes.get(at) & 0xff;
        }

        @Override
        public ByteBuffer slice(int from, int length) {
            return bytes.slice(from, length).asReadOnlyBuffer();
        }
    }
}
