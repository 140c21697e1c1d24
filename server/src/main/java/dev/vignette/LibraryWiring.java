package dev.vignette;

import dev.vignette.auth.Access;
import dev.vignette.auth.RightsConfig;
import dev.vignette.auth.TokenConfig;
import dev.vignette.cache.CacheConfig;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.delivery.ImageInfo;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.delivery.StoredRenditions;
import dev.vignette.http.BodyConfig;
import dev.vignette.http.Endpoint;
import dev.vignette.library.DocsPages;
import dev.vignette.library.Library;
import dev.vignette.library.LibraryConfig;
import dev.vignette.library.LibraryEndpoints;
import dev.vignette.library.RenditionStore;
import dev.vignette.library.ResumableConfig;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Originals;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobStore;
import dev.vignette.transform.Transformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library and all that belongs to it alone, put together by hand. It is opened when it is first needed: who
/// makes thumbnails alone waits for no database, and has no file of one.
final class LibraryWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryWiring.class);

    private final Settings settings;
    private final Clock clock;
    private final ImageLimits limits;
    private final Originals originals;
    private final Transformer transformer;
    private final ImageInfo info;
    private final Path dataDir;
    private final Supplier<String> generation;
    private final Function<StoredRenditions, KeptThumbs> thumbs;
    private final Once<Library> library;

    LibraryWiring(
            Settings settings,
            Clock clock,
            ImageLimits limits,
            Originals originals,
            Transformer transformer,
            ImageInfo info,
            Supplier<String> generation,
            Function<StoredRenditions, KeptThumbs> thumbs) {
        this.settings = settings;
        this.clock = clock;
        this.limits = limits;
        this.originals = originals;
        this.transformer = transformer;
        this.info = info;
        this.dataDir = settings.bind(CacheConfig.class).dataDir();
        this.generation = generation;
        this.thumbs = thumbs;
        this.library = new Once<>(this::open);
    }

    /// What it answers.
    Map<String, Endpoint> endpoints() {
        if (!settings.bind(LibraryConfig.class).enabled()) {
            return Map.of();
        }
        var endpoints = new LinkedHashMap<>(DocsPages.byPath());
        endpoints.putAll(new LibraryEndpoints(library).byPath());
        return endpoints;
    }

    /// The library, opened if it is not yet.
    ///
    /// @throws dev.vignette.error.VignetteException when the database or the store is away
    Library library() {
        return library.get();
    }

    /// Makes the key that tokens need, and opens the library when it was used before, or is meant to be: then it
    /// had better be open before the first request comes.
    void prepare() {
        if (!settings.bind(LibraryConfig.class).enabled()) {
            return;
        }
        boolean expected =
                settings.bind(DatabaseConfig.class).url().isPresent() || Files.exists(dataDir.resolve("vignette.db"));
        try {
            Access.introduce(settings.bind(TokenConfig.class), dataDir);
            if (expected) {
                var _ = library();
            }
        } catch (RuntimeException e) {
            LOG.error("the library cannot be opened yet; the next request to it tries again", e);
        }
    }

    private Library open() {
        var database = Database.open(settings.bind(DatabaseConfig.class), dataDir);
        return orClosed(database::close, () -> {
            var blobs = BlobStore.open(settings.bind(BlobConfig.class), dataDir);
            return orClosed(blobs::close, () -> {
                var access = access(database);
                return orClosed(access::close, () -> open(database, blobs, access));
            });
        });
    }

    private Library open(Database database, BlobStore blobs, Access access) {
        var renditions = RenditionStore.open(database, blobs, generation.get(), clock);
        var config = settings.bind(BlobConfig.class);
        boolean local = config.store() == BlobConfig.Store.LOCAL;
        return Library.open(new Library.Parts(
                settings.bind(LibraryConfig.class),
                settings.bind(ResumableConfig.class),
                settings.bind(BodyConfig.class),
                database,
                blobs,
                config,
                access,
                limits,
                originals,
                transformer,
                info,
                renditions,
                thumbs.apply(renditions),
                local ? Optional.of(dataDir.resolve("library.lock")) : Optional.empty(),
                clock));
    }

    /// What the next step makes. When it fails, what was opened before it is closed.
    static <T> T orClosed(Runnable close, Supplier<T> next) {
        try {
            return next.get();
        } catch (RuntimeException | Error e) {
            try {
                close.run();
            } catch (RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private Access access(Database database) {
        return new Access(
                settings.bind(TokenConfig.class), settings.bind(RightsConfig.class), dataDir, database, clock);
    }

    @Override
    public void close() {
        library.peek().ifPresent(Library::close);
    }
}
