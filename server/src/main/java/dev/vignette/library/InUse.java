package dev.vignette.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Notes by a lock on a file that this process uses a library on the local disk. Any number may; who finds
/// nobody else there may clear away at once what earlier ones left behind, since nobody is adding anything.
final class InUse implements AutoCloseable {
    private final FileChannel file;

    private InUse(FileChannel file) {
        this.file = file;
    }

    /// Waits while another process does its work alone.
    ///
    /// @param alone done first, when nobody else is there
    /// @throws UncheckedIOException when the file cannot be made or locked
    static InUse begin(Path lock, Runnable alone) {
        try {
            Files.createDirectories(lock.toAbsolutePath().getParent());
            var file = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                share(file, alone);
                return new InUse(file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the file " + lock, e);
        }
    }

    private static void share(FileChannel file, Runnable alone) throws IOException {
        FileLock whole = tryWhole(file);
        if (whole != null) {
            try {
                alone.run();
            } finally {
                whole.release();
            }
        }
        try {
            var _ = file.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            return; // this process has it already, by another library of the same folder
        }
    }

    private static @Nullable FileLock tryWhole(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
