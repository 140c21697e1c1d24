package dev.vignette.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// How far a server came in the log of purges: a file beside its caches, which are as old as it says.
record PurgePlace(Path file) {
    /// A place in a log.
    record Place(String log, long seq) {}

    /// @return empty when nothing was noted yet, or what was cannot be read
    Optional<Place> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split(" ", 2);
        if (words.length < 2 || !words[1].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Place(words[0], Long.parseLong(words[1])));
    }

    /// What was there before is replaced as a whole.
    void write(Place place) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, place.log() + " " + place.seq());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
