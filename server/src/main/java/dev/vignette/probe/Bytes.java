package dev.vignette.probe;

import java.nio.ByteBuffer;

/// The bytes of a file under inspection, by their places in it. What is asked for lies within it.
interface Bytes {
    long length();

    /// From 0 to 255.
    int get(long at);

    /// For reading only. Meant for what is long.
    ByteBuffer slice(long from, int length);

    /// Those that remain in a buffer, which is left as it is; nothing is copied.
    static Bytes of(ByteBuffer file) {
        return new InMemory(file.slice());
    }

    /// @param bytes read by absolute positions alone
    record InMemory(ByteBuffer bytes) implements Bytes {
        @Override
        public long length() {
            return bytes.remaining();
        }

        @Override
        public int get(long at) {
            return bytes.get((int) at) & 0xff;
        }

        @Override
        public ByteBuffer slice(long from, int length) {
            return bytes.slice((int) from, length).asReadOnlyBuffer();
        }
    }
}
