package dev.vignette.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What an answer carries.
public sealed interface Body {
    /// In bytes; 0 where nobody knows it beforehand.
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

    /// Bytes of a stream, sent as fast as the client takes them. It is opened and read on a virtual thread when
    /// the answer is written; when it cannot be opened the request fails before anything of it is sent, and
    /// when it ends early the connection is closed.
    record Streamed(StreamOpening opening, long length) implements Body {}

    /// Bytes that come as there is something to tell, until the one who tells is done. It is written on a virtual
    /// thread, which is interrupted when the client leaves.
    record Live(Telling telling) implements Body {
        @Override
        public long length() {
            return 0;
        }
    }

    /// Writes for as long as it runs.
    @FunctionalInterface
    interface Telling {
        void tell(Listener client) throws InterruptedException;
    }

    /// Who is told.
    @FunctionalInterface
    interface Listener {
        /// Sends some bytes, and waits until they are on their way: who is slow to read is told as slowly.
        ///
        /// @throws dev.vignette.error.VignetteException `CLIENT_GONE`
        void send(byte[] bytes) throws InterruptedException;
    }

    /// Opens a stream; whoever opened it closes it. It may block.
    @FunctionalInterface
    interface StreamOpening {
        InputStream open() throws IOException;
    }

    /// Opens a file for reading; whoever opened it closes it.
    @FunctionalInterface
    interface Opening {
        FileChannel open() throws IOException;
    }
}
