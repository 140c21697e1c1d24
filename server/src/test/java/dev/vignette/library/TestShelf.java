package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A shelf with images and their renditions, on a clock that stands still until it is moved.
final class TestShelf implements AutoCloseable {
    private static final byte[] BYTES = {1, 2, 3};
    /// The content of each image.
    static final BlobKey ORIGINAL = new BlobKey(Sha256.of(BYTES));

    final TestClock clock = new TestClock();
    final Database database;
    final BlobStore blobs;
    private final Shelf shelf;

    TestShelf(Dialect dialect, Path folder) {
        database = TestDatabases.open(dialect, folder);
        blobs = BlobStore.open(Settings.of(Map.of()).bind(BlobConfig.class), folder);
        shelf = Shelf.toAddTo(database, blobs, clock);
    }

    RenditionStore renditions(String generation) {
        return renditions(generation, blobs);
    }

    RenditionStore renditions(String generation, BlobStore files) {
        return RenditionStore.open(database, files, generation, clock);
    }

    /// An image, all of equal content.
    String image() {
        try (var writer = blobs.write();
                var claims = shelf.claims()) {
            writer.append(ByteBuffer.wrap(BYTES));
            claims.add(ORIGINAL.sha256(), BYTES.length, writer::commit);
            var content =
                    new StoredImage.Content(ORIGINAL.sha256(), BYTES.length, Format.JPEG, new Dimensions(40, 20), 1);
            var image = new StoredImage(ImageId.at(clock.instant()), 1, "ann", content, Details.NONE, clock.instant());
            database.write(handle -> {
                claims.use(handle, ORIGINAL.sha256());
                ImageRows.insert(handle, image);
                return image;
            });
            claims.kept();
            return image.id().text();
        }
    }

    void delete(String image) {
        RenditionStore store = renditions("1");
        database.write(handle -> {
            var _ = store.remove(handle, image);
            BlobRows.lock(handle, ORIGINAL.sha256());
            ImageRows.delete(handle, new ImageId(image));
            BlobRows.release(handle, ORIGINAL.sha256(), clock.instant());
            return image;
        });
    }

    void sweepAll() {
        var _ = shelf.sweep(clock.instant().plusMillis(1), true, 100);
    }

    long rows() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM rendition")
                .mapTo(Long.class)
                .one());
    }

    long stored() {
        try (var files = blobs.list("")) {
            return files.count();
        }
    }

    /// The grace time passes, and a sweep takes one file.
    void graceIsOver() {
        clock.advance(Duration.ofHours(2));
        assertThat(shelf.sweep(clock.instant().minus(Duration.ofHours(1)), false, 10))
                .isEqualTo(1);
    }

    /// Where the only rendition is.
    Path file() {
        String sha256 = database.read(handle -> handle.createQuery("SELECT sha256 FROM rendition")
                .mapTo(String.class)
                .one());
        return blobs.path(new BlobKey(sha256)).orElseThrow();
    }

    @Override
    public void close() {
        blobs.close();
        database.close();
    }
}
