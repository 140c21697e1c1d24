package dev.vignette.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/// The folder of files that are being written, none of which is of any worth when its writer is gone.
record PartFiles(Path folder) {
    /// @param folder made when it is not there
    /// @throws UncheckedIOException when it cannot be made
    PartFiles {
        try {
            Disk.createFolders(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder of unfinished blobs " + folder, e);
        }
    }

    PartFile next() {
        return new PartFile(folder.resolve(UUID.randomUUID().toString()));
    }

    /// Removes what was last written to before a moment.
    ///
    /// @return how many there were
    int sweep(Instant before) {
        try (Stream<Path> parts = Files.list(folder)) {
            int swept = 0;
            for (Path part : (Iterable<Path>) parts::iterator) {
                if (isOlder(part, before) && Files.deleteIfExists(part)) {
                    swept++;
                }
            }
            return swept;
        } catch (IOException e) {
            throw Disk.failure(folder, e);
        }
    }

    private static boolean isOlder(Path part, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(part).toInstant().isBefore(moment);
        } catch (NoSuchFileException e) {
            return false; // its writer has just ended
        }
    }
}
