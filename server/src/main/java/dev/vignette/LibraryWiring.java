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
import dev.vignette.jobs.Jobs;
import dev.vignette.jobs.JobsConfig;
import dev.vignette.library.DocsPages;
import dev.vignette.library.Library;
import dev.vignette.library.LibraryConfig;
import dev.vignette.library.LibraryEndpoints;
import dev.vignette.library.RenditionStore;
import dev.vignette.library.ResumableConfig;
import dev.vignette.options.PresetsConfig;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Originals;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobStore;
import dev.vignette.telemetry.Tracing;
import dev.vignette.transform.Transformer;
import dev.vignette.work.JobEndpoints;
import dev.vignette.work.Work;
import dev.vignette.work.WorkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library and all that belongs to it alone, put together by hand. It is opened when it is first needed: who
/// makes thumbnails alone waits for no database, and has no file of one.
final class LibraryWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryWiring.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final Settings settings;
    private final Clock clock;
    private final ImageLimits limits;
    private final Originals originals;
    private final Transformer transformer;
    private final ImageInfo info;
    private final Tracing tracing;
    private final Optional<BiFunction<Jobs, Library, Work>> working;
    private final Path dataDir;
    private final Supplier<String> generation;
    private final Function<StoredRenditions, KeptThumbs> thumbs;
    private final Once<Opened> opened;
    private final Thread opening = Thread.ofVirtual().name("library-opening").unstarted(this::openWhenItCanBe);

    /// What is closed in this order.
    private record Opened(Jobs jobs, Library library, Optional<Work> work) {}

    /// @param generation what renditions depend on besides their image and their options
    /// @param working begins to run jobs; a command leaves them to the servers
    LibraryWiring(
            Settings settings,
            Clock clock,
            ImageLimits limits,
            Originals originals,
            Transformer transformer,
            ImageInfo info,
            Tracing tracing,
            Optional<BiFunction<Jobs, Library, Work>> working,
            Supplier<String> generation,
            Function<StoredRenditions, KeptThumbs> thumbs) {
        this.settings = settings;
        this.clock = clock;
        this.limits = limits;
        this.originals = originals;
        this.transformer = transformer;
        this.info = info;
        this.tracing = tracing;
        this.working = working;
        this.dataDir = settings.bind(CacheConfig.class).dataDir();
        this.generation = generation;
        this.thumbs = thumbs;
        this.opened = new Once<>(this::open);
    }

    /// What it answers.
    Map<String, Endpoint> endpoints() {
        if (!settings.bind(LibraryConfig.class).enabled()) {
            return Map.of();
        }
        var endpoints = new LinkedHashMap<>(DocsPages.byPath());
        endpoints.putAll(new LibraryEndpoints(this::library).byPath());
        endpoints.putAll(new JobEndpoints(this::work).byPath());
        return endpoints;
    }

    /// How many originals were found damaged.
    long damaged() {
        return opened.peek().map(it -> it.library().damaged()).orElse(0L);
    }

    /// The library, opened if it is not yet.
    ///
    /// @throws dev.vignette.error.VignetteException when the database or the store is away
    Library library() {
        return opened.get().library();
    }

    /// The jobs of the library, opened if they are not yet.
    ///
    /// @throws dev.vignette.error.VignetteException as [#library]
    Jobs jobs() {
        return opened.get().jobs();
    }

    private Work work() {
        return opened.get()
                .work()
                .orElseThrow(() -> new IllegalStateException("a command answers no requests about jobs"));
    }

    /// Makes the key that tokens need, and opens the library when it was used before, or is meant to be: then it
    /// had better be open before the first request comes. When it cannot be opened, that is tried again: a
    /// server that gets no requests has jobs to run too.
    void prepare() {
        if (!settings.bind(LibraryConfig.class).enabled()) {
            return;
        }
        try {
            openWhenExpected();
        } catch (RuntimeException e) {
            LOG.error("the library cannot be opened yet; this is tried again", e);
            opening.start();
        }
    }

    private void openWhenExpected() {
        boolean expected =
                settings.bind(DatabaseConfig.class).url().isPresent() || Files.exists(dataDir.resolve("vignette.db"));
        Access.introduce(settings.bind(TokenConfig.class), dataDir);
        if (expected) {
            var _ = library();
        }
    }

    private void openWhenItCanBe() {
        while (true) {
            try {
                Thread.sleep(PAUSE);
                openWhenExpected();
                LOG.info("the library is ready");
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.debug("the library still cannot be opened", e);
            }
        }
    }

    /// From then on it is opened by nobody but a request.
    private void openNoMore() {
        opening.interrupt();
        try {
            var _ = opening.isAlive() && opening.join(LONG_ENOUGH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Opened open() {
        var database = Database.open(settings.bind(DatabaseConfig.class), dataDir);
        return orClosed(database::close, () -> {
            var blobs = BlobStore.open(settings.bind(BlobConfig.class), dataDir);
            return orClosed(blobs::close, () -> {
                var access = access(database);
                return orClosed(access::close, () -> {
                    var jobs = Jobs.open(settings.bind(JobsConfig.class), database, tracing, clock);
                    return orClosed(jobs::close, () -> working(jobs, open(database, blobs, access, jobs)));
                });
            });
        });
    }

    private Opened working(Jobs jobs, Library library) {
        return new Opened(jobs, library, working.map(begin -> begin.apply(jobs, library)));
    }

    private Library open(Database database, BlobStore blobs, Access access, Jobs jobs) {
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
                Work.orders(settings.bind(WorkConfig.class), settings.bind(PresetsConfig.class), jobs),
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

    /// Gives back the jobs under way. What is enqueued from now on is for other servers, or for later.
    void endJobs() {
        openNoMore();
        opened.peek().ifPresent(all -> {
            all.work().ifPresent(Work::letGo);
            all.jobs().close();
        });
    }

    @Override
    public void close() {
        openNoMore();
        opened.peek().ifPresent(all -> {
            all.jobs().close(); // or waits until it is
            all.work().ifPresent(Work::close);
            all.library().close();
        });
    }
}
