package dev.vignette.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What an answer carries.
public sealed interface Body {
    /// In bytes.
    long length();

    /// Bytes in memory. They are shared, not copied.
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked of it; a copy would double the memory
    record Bytes(byte[] bytes) implements Body {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /// A part of a file, which the system copies to the socket without the process. It is opened when the answer is
    /// written; a file that is gone or shorter by then fails the request before anything of it is sent.
    record FileRegion(Opening file, long offset, long length) implements Body {
        public FileRegion(Path file, long offset, long length) {
            this(() -> FileChannel.open(file, StandardOpenOption.READ), offset, length);
        }
    }

    /// Opens a file for reading; whoever opened it closes it.
    @FunctionalInterface
    interface Opening {
        FileChannel open() throws IOException;
    }
}
