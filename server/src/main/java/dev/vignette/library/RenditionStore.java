package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.delivery.StoredRenditions;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.EncodedImage;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.BlobWriter;
import dev.vignette.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renditions that are kept as images are: rows with contents in the store, each once for an image, its options and a
/// generation. Every server shows them, and they go with their image. Blocking.
public final class RenditionStore implements StoredRenditions {
    private static final Logger LOG = LoggerFactory.getLogger(RenditionStore.class);
    private static final int BATCH = 100;

    /// How often a file is claimed that is cleared away before it is kept, as when the grace time is shorter than the
    /// store takes.
    private static final int MOST_CLAIMS = 3;

    /// For how long renditions of another generation stay, so that servers with an older version or other settings
    /// that are still at work go on finding theirs.
    private static final Duration OLD = Duration.ofDays(1);

    private final Database database;
    private final BlobStore blobs;
    private final Shelf shelf;
    private final String generation;
    private final Clock clock;

    private RenditionStore(Database database, BlobStore blobs, String generation, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.shelf = Shelf.toAddTo(database, blobs, clock);
        this.generation = generation;
        this.clock = clock;
    }

    /// @param generation all else that renditions depend on: what another one made is not shown
    public static RenditionStore open(Database database, BlobStore blobs, String generation, Clock clock) {
        String name = Sha256.of(generation.getBytes(StandardCharsets.UTF_8));
        var store = new RenditionStore(database, blobs, name, clock);
        database.write(handle -> RenditionRows.use(handle, store.generation, clock.instant()));
        return store;
    }

    @Override
    public Optional<Stored> find(String image, String form) {
        return database.read(handle -> RenditionRows.find(handle, key(image, form)))
                .flatMap(row -> sound(row).map(bytes -> stored(image, row, bytes)));
    }

    /// Whether it is there.
    public boolean has(String image, String form) {
        return database.read(handle -> RenditionRows.find(handle, key(image, form)))
                .isPresent();
    }

    private RenditionRows.Key key(String image, String form) {
        return new RenditionRows.Key(image, generation, form);
    }

    private static Stored stored(String image, RenditionRows.Row row, byte[] bytes) {
        var encoded = new EncodedImage(bytes, row.format(), row.dimensions());
        return new Stored(encoded, new ImageId(image).created(), row.made());
    }

    /// The file of a rendition, all of it.
    ///
    /// @return empty when it is gone, or its hash is another
    private Optional<byte[]> sound(RenditionRows.Row row) {
        String image = row.key().image();
        Optional<InputStream> found = blobs.read(new BlobKey(row.sha256()), 0, row.bytes());
        if (found.isEmpty()) {
            // Between the reading of the row and that of the file it was removed; else something is amiss.
            LOG.warn("the file of a rendition of {} is not there", image);
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            byte[] bytes = in.readAllBytes();
            if (Sha256.of(bytes).equals(row.sha256())) {
                return Optional.of(bytes);
            }
        } catch (IOException e) {
            if (isWhole(row)) {
                throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "A rendition cannot be read", e);
            }
        }
        LOG.warn("the file of a rendition of {} is not what was kept", image);
        return Optional.empty();
    }

    /// Whether the store has the file as long as it was.
    private boolean isWhole(RenditionRows.Row row) {
        return blobs.find(new BlobKey(row.sha256()))
                .filter(info -> info.bytes() == row.bytes())
                .isPresent();
    }

    /// What became of a rendition that was to be kept.
    public enum Outcome {
        /// It is new.
        MADE,
        /// It was there, or somebody else made it at the same time.
        THERE,
        /// Its image is gone.
        IMAGE_GONE
    }

    /// Keeps a rendition, unless it is there; one whose file is gone or damaged is not. When this returns it is
    /// durable.
    ///
    /// @param make asked only when it is not there
    public Outcome keep(String image, String form, Supplier<EncodedImage> make) {
        Optional<RenditionRows.Row> row = database.read(handle -> RenditionRows.find(handle, key(image, form)));
        return row.flatMap(this::sound).isPresent()
                ? Outcome.THERE
                : keep(key(image, form), make.get(), row.stream().toList());
    }

    /// @param broken the row of one whose file is gone or damaged
    private Outcome keep(RenditionRows.Key key, EncodedImage made, List<RenditionRows.Row> broken) {
        for (int attempt = 1; attempt < MOST_CLAIMS; attempt++) {
            Optional<Outcome> outcome = attempt(key, made, broken);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            LOG.info(
                    "the file of a rendition of {} was cleared away before it was kept; it is added again",
                    key.image());
        }
        return attempt(key, made, broken).orElseThrow(Claims::late);
    }

    /// @return empty when the file was removed since it was claimed, or is about to be
    private Optional<Outcome> attempt(RenditionRows.Key key, EncodedImage made, List<RenditionRows.Row> broken) {
        try (BlobWriter writer = blobs.write();
                Claims claims = shelf.claims()) {
            writer.append(ByteBuffer.wrap(made.bytes()));
            String sha256 = writer.key().sha256();
            claims.add(sha256, writer.bytes(), () -> {
                var _ = writer.commit();
            });
            Optional<Boolean> kept = database.write(handle -> {
                if (!claims.hold(handle, sha256)) {
                    return Optional.empty();
                }
                var _ = RenditionRows.remove(handle, broken, clock.instant());
                return Optional.of(insert(handle, key, made, sha256, claims));
            });
            if (kept.orElse(false)) {
                claims.kept();
            }
            return kept.map(it -> it ? Outcome.MADE : there(key));
        }
    }

    private Outcome there(RenditionRows.Key key) {
        return has(key.image(), key.form()) ? Outcome.THERE : Outcome.IMAGE_GONE;
    }

    private boolean insert(Handle handle, RenditionRows.Key key, EncodedImage made, String sha256, Claims claims) {
        Instant now = clock.instant();
        if (!RenditionRows.insert(handle, key, made, sha256, now)
                // Others may have taken this server's generation for one that nobody uses any more.
                && !(RenditionRows.remember(handle, generation, now)
                        && RenditionRows.insert(handle, key, made, sha256, now))) {
            return false;
        }
        claims.use(handle, sha256);
        return true;
    }

    /// Removes all renditions of an image, also of other generations.
    ///
    /// @return how many there were
    public int remove(Handle handle, String image) {
        return RenditionRows.removeOf(handle, image, clock.instant());
    }

    /// Removes those of generations that no server uses any more, and tells the others that this one is in use.
    ///
    /// @return how many there were
    int sweep() {
        Instant before = clock.instant().minus(OLD);
        var _ = database.write(handle -> RenditionRows.use(handle, generation, clock.instant()));
        int removed = 0;
        for (String old : database.read(handle -> RenditionRows.unused(handle, before))) {
            int some;
            do {
                some = database.write(handle -> RenditionRows.removeOfGeneration(handle, old, BATCH, clock.instant()));
                removed += some;
            } while (some == BATCH);
            var _ = database.write(handle -> RenditionRows.forget(handle, old, before));
        }
        return removed;
    }
}
