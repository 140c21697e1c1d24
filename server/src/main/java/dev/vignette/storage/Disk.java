package dev.vignette.storage;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// What it takes that a file is still there when the power fails: its data are synced first, and the folder that
/// names it afterwards.
final class Disk {
    /// Whoever has less than this left has nothing left.
    private static final long NEXT_TO_NOTHING = 1 << 20;

    private Disk() {}

    /// Makes a folder and those above it that are missing, each synced into the one above.
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = above(folder);
        createFolders(above);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        sync(above);
    }

    /// Makes what was created, renamed or deleted in a folder last.
    static void sync(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /// Renames a file whose data are synced, instead of the one that may be there.
    static void keep(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(above(file));
    }

    /// @return whether there was one
    static boolean delete(Path file) throws IOException {
        boolean deleted = Files.deleteIfExists(file);
        if (deleted) {
            sync(above(file));
        }
        return deleted;
    }

    private static Path above(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root is always there");
    }

    /// Java does not tell why a write failed, other than in words; so the disk is asked how much room it has.
    static VignetteException failure(Path folder, IOException e) {
        boolean full;
        try {
            full = Files.getFileStore(folder).getUsableSpace() < NEXT_TO_NOTHING;
        } catch (IOException unknown) {
            e.addSuppressed(unknown);
            full = false;
        }
        return full
                ? new VignetteException(ErrorCode.STORAGE_FULL, "The disk has no room left", e)
                : new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The disk does not work as it should", e);
    }
}
