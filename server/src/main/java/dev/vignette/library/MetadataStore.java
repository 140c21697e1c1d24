package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.delivery.ImageInfo;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import dev.vignette.transform.Input;
import dev.vignette.transform.Transformer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What files tell, computed when it is first asked for and kept with the content.
record MetadataStore(
        Database database, ImageFiles files, Originals originals, Transformer transformer, ImageInfo info) {
    /// As JSON. Blocking.
    ///
    /// @param gps whether to tell where the picture was taken
    String of(StoredImage image, boolean gps) {
        String sha256 = image.content().sha256();
        return database.read(handle -> find(handle, sha256, gps)).orElseGet(() -> {
            String json = computed(image, gps);
            database.write(handle -> keep(handle, sha256, gps, json));
            return json;
        });
    }

    private String computed(StoredImage image, boolean gps) {
        return transformer.admit(() -> {
            var kept = files.kept(image.content(), image.id().created());
            try (Original original = originals.open(kept)) {
                return info.of(Input.probe(original), gps).encode();
            }
        });
    }

    private static Optional<String> find(Handle handle, String sha256, boolean gps) {
        return handle.createQuery("SELECT json FROM image_metadata WHERE sha256 = ? AND gps = ?")
                .bind(0, sha256)
                .bind(1, gps ? 1 : 0)
                .mapTo(String.class)
                .findOne();
    }

    /// Unless the content is gone meanwhile.
    private static int keep(Handle handle, String sha256, boolean gps, String json) {
        return handle.createUpdate("""
                        INSERT INTO image_metadata (sha256, gps, json)
                        SELECT sha256, CAST(? AS INTEGER), CAST(? AS TEXT) FROM blob WHERE sha256 = ?
                        ON CONFLICT (sha256, gps) DO NOTHING""")
                .bind(0, gps ? 1 : 0)
                .bind(1, json)
                .bind(2, sha256)
                .execute();
    }
}
