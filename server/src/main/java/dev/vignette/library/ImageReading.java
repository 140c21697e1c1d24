package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.probe.ImageHeader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads originals anew, and writes what their headers say.
record ImageReading(Database database, ImageFiles files) {
    /// @throws VignetteException when the original cannot be read
    void again(StoredImage image) {
        StoredImage.Content content = image.content();
        try {
            ImageHeader header = HeaderProbe.probe(files.parts(content));
            var read = new StoredImage.Content(
                    content.sha256(), content.bytes(), header.format(), Sniffer.upright(header), header.frames());
            database.write(handle -> write(handle, image, read));
        } catch (UncheckedIOException e) {
            throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The file of the image cannot be read", e);
        }
    }

    /// Unless it was removed meanwhile.
    private static boolean write(Handle handle, StoredImage image, StoredImage.Content content) {
        Optional<StoredImage> now = ImageRows.find(handle, image.id().text());
        now.ifPresent(present -> {
            ImageRows.rewriteNames(handle, present);
            if (!present.content().equals(content)) {
                ImageRows.rewriteContent(handle, present.id(), content);
            }
            handle.createUpdate("DELETE FROM image_metadata WHERE sha256 = ?")
                    .bind(0, content.sha256())
                    .execute();
        });
        return now.isPresent();
    }
}
