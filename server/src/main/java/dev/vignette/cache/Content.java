package dev.vignette.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The bytes of a rendition.
public sealed interface Content {
    /// How many.
    int length();

    /// They are in memory, shared and not to be changed.
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked of it; a copy would double the memory
    record InMemory(byte[] bytes) implements Content {
        @Override
        public int length() {
            return bytes.length;
        }
    }

    /// They are in a file that was found whole, and too many to be read for each answer.
    ///
    /// @param checksums those of the file, by which another that takes its place is told from it
    /// @param offset where they begin
    record InFile(Path file, long checksums, long offset, int length) implements Content {
        /// Opens the file. Whoever has it open reads on, whatever becomes of its name.
        ///
        /// @throws IOException when it is gone, or another is in its place
        public FileChannel open() throws IOException {
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                if (RenditionFile.checksums(channel) != checksums) {
                    throw new NoSuchFileException(file.toString(), null, "another is in its place");
                }
                return channel;
            } catch (Throwable e) { // whatever it is, nobody else would close it
                channel.close();
                throw e;
            }
        }
    }

    /// The bytes, wherever they are. Blocking.
    default byte[] read() throws IOException {
        return switch (this) {
            case InMemory(byte[] bytes) -> bytes;
            case InFile file -> {
                try (var channel = file.open()) {
                    var bytes = ByteBuffer.allocate(file.length());
                    RenditionFile.fill(channel.position(file.offset()), bytes);
                    yield bytes.array();
                }
            }
        };
    }
}
