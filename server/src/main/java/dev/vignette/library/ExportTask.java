package dev.vignette.library;

import dev.vignette.auth.Scope;
import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// Writes every image into a folder: its file, and beside it what is known of it as JSON. The JSON is written
/// last, so an image that has one is done, unless it was changed since; a run that was cut off passes over
/// these.
final class ExportTask {
    private static final int PAGE = 200;
    private static final int BLOCK = 256 << 10;

    private final Database database;
    private final ImageFiles files;
    private final Progress progress;

    ExportTask(Database database, ImageFiles files, Progress progress) {
        this.database = database;
        this.files = files;
        this.progress = progress;
    }

    /// @return how many images could not be exported
    /// @throws IOException when the folder cannot be written to
    int run(Path folder) throws IOException {
        Files.createDirectories(folder);
        progress.expect(database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM image")
                .mapTo(Long.class)
                .one()));
        int failed = 0;
        Optional<Cursor> cursor = Optional.empty();
        do {
            var query = new ListQuery(ImageFilter.ALL, new Sort(Sort.Key.CREATED, false), PAGE, cursor);
            List<StoredImage> found = database.read(handle -> ImageRows.page(handle, query, new Scope.Everything()));
            List<StoredImage> page = found.subList(0, Math.min(PAGE, found.size()));
            for (StoredImage image : page) {
                failed += export(image, folder) ? 0 : 1;
                progress.step();
            }
            cursor = found.size() > PAGE
                    ? Optional.of(Cursor.after(page.getLast(), query.sort(), query.fingerprint()))
                    : Optional.empty();
        } while (cursor.isPresent());
        return failed;
    }

    private boolean export(StoredImage image, Path folder) throws IOException {
        Path description = folder.resolve(image.id() + ".json");
        String json = ImageJson.of(image).encodePrettily() + "\n";
        if (Files.exists(description) && Files.readString(description).equals(json)) {
            return true;
        }
        Path file = folder.resolve(image.id() + "." + image.content().format().extension());
        Path part = folder.resolve("." + image.id() + ".part");
        try {
            copy(image.content(), part);
        } catch (VignetteException e) {
            Files.deleteIfExists(part);
            progress.trouble(image.id().text(), String.valueOf(e.getMessage()));
            return false;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(part, json);
        Files.move(part, description, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private void copy(StoredImage.Content content, Path target) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (InputStream in = files.read(content, 0, content.bytes());
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            byte[] block = new byte[BLOCK];
            for (int count = read(in, block); count >= 0; count = read(in, block)) {
                out.write(block, 0, count);
            }
        }
        if (!Sha256.text(digest).equals(content.sha256())) {
            throw ImageFiles.damaged();
        }
    }

    /// What the store fails with is no failure of the folder: the other images are still to be exported.
    private static int read(InputStream in, byte[] block) {
        try {
            return in.read(block);
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The file of the image cannot be read", e);
        }
    }
}
