package dev.vignette;

import dev.vignette.auth.AuthConfig;
import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.CacheConfig;
import dev.vignette.cache.RenditionCache;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import dev.vignette.delivery.Ahead;
import dev.vignette.delivery.DeliveryConfig;
import dev.vignette.delivery.ImageInfo;
import dev.vignette.delivery.InfoHandler;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.delivery.Purging;
import dev.vignette.delivery.Renderer;
import dev.vignette.delivery.StoredRenditions;
import dev.vignette.delivery.ThumbHandler;
import dev.vignette.http.BodyConfig;
import dev.vignette.http.CorsConfig;
import dev.vignette.http.Endpoint;
import dev.vignette.http.HttpConfig;
import dev.vignette.http.HttpServers;
import dev.vignette.http.Observation;
import dev.vignette.http.ProxyConfig;
import dev.vignette.http.Router;
import dev.vignette.http.Terms;
import dev.vignette.jobs.Jobs;
import dev.vignette.library.Library;
import dev.vignette.options.PresetsConfig;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Callbacks;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceCacheConfig;
import dev.vignette.source.SourceConfig;
import dev.vignette.source.SourceRoot;
import dev.vignette.storage.FolderLock;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.Stages;
import dev.vignette.telemetry.TelemetryConfig;
import dev.vignette.telemetry.Tracing;
import dev.vignette.transform.CodecConfig;
import dev.vignette.transform.TransformConfig;
import dev.vignette.transform.Transformer;
import dev.vignette.work.Work;
import dev.vignette.work.WorkConfig;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All parts of the server, put together by hand. What is constructed here is closed here, in the opposite order. It is
/// long because one file is to show all of that.
final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    final Transformer transformer;
    final ImageLimits limits;
    /// The most bytes of an original.
    final int maxBytes;
    final Originals originals;
    final ImageInfo info;
    private final Settings settings;
    private final Clock clock;
    private final Metrics metrics = new Metrics();
    private final Stages stages = new Stages(metrics);
    private final Tracing tracing;
    private final Vertx vertx;
    private final Optional<FolderLock> dataFolder;
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final LibraryWiring library;
    private @Nullable HttpServers images;
    private @Nullable Router router;
    private @Nullable RenditionCache cache;
    private @Nullable InfoHandler infoHandler;
    private volatile boolean closing;

    /// A server's.
    Wiring(Settings settings) {
        this(settings, Clock.systemUTC());
    }

    /// A server's.
    ///
    /// @param clock by which things grow old and links expire; deadlines go by `System.nanoTime`
    Wiring(Settings settings, Clock clock) {
        this(settings, clock, settings.bind(CacheConfig.class).enabled(), true);
    }

    /// That of a command that does one thing. It keeps nothing, and leaves the files of a running server alone.
    static Wiring forCommand(Settings settings) {
        return new Wiring(settings, Clock.systemUTC(), false, false);
    }

    private Wiring(Settings settings, Clock clock, boolean keeping, boolean working) {
        this.settings = settings;
        this.clock = clock;
        SourceRoot.requireApart(
                settings.bind(SourceConfig.class),
                settings.bind(CacheConfig.class).dataDir());
        var sources = settings.bind(SourceCacheConfig.class);
        long onDisk =
                sources.disk().bytes() + settings.bind(CacheConfig.class).disk().bytes();
        this.dataFolder = keeping && onDisk > 0 ? Optional.of(lock()) : Optional.empty();
        this.tracing = Tracing.of(settings.bind(TelemetryConfig.class), Version.text());
        var network = Network.begin(
                settings,
                keeping ? sources : sources.keepingNothing(),
                id -> library().file(id),
                this::hungry,
                clock);
        this.transformer = transformer(settings, network);
        this.limits = settings.bind(ImageLimits.class);
        this.maxBytes = (int) settings.bind(SourceConfig.class).maxBytes().bytes();
        Network made = Network.await(network);
        this.vertx = made.vertx();
        this.originals = made.originals();
        transformer.whenTaken(originals::wantedAgain);
        this.info = new ImageInfo(limits, transformer, stages);
        this.library = new LibraryWiring(
                settings,
                clock,
                limits,
                originals,
                transformer,
                info,
                tracing,
                working ? Optional.of(this::work) : Optional.empty(),
                this::look,
                this::keptThumbs);
    }

    /// Also when it fails with an error, as when libvips lacks what is linked: the network has threads by then.
    private static Transformer transformer(Settings settings, CompletableFuture<Network> network) {
        try {
            return new Transformer(settings.bind(TransformConfig.class), settings.bind(CodecConfig.class));
        } catch (RuntimeException | Error e) {
            Network.giveUp(network);
            throw e;
        }
    }

    /// Before anything looks into the folder: what another server is writing there would be swept away.
    private FolderLock lock() {
        Path folder = settings.bind(CacheConfig.class).dataDir();
        try {
            return FolderLock.take(folder)
                    .orElseThrow(() -> new ConfigException("VIGNETTE_DATA_DIR", "another server uses " + folder));
        } catch (UncheckedIOException e) {
            throw new ConfigException(
                    "VIGNETTE_DATA_DIR", e.getMessage() + FileThumbs.reason(Objects.requireNonNull(e.getCause())));
        }
    }

    private boolean hungry() {
        return transformer.hungry();
    }

    UrlSignature signature() {
        return new UrlSignature(settings.bind(AuthConfig.class), clock);
    }

    /// Where a server listens.
    ///
    /// @param host as it is written in a URL
    record Addresses(String host, int port, int adminPort) {}

    /// Starts to answer requests.
    Addresses serve() {
        var http = settings.bind(HttpConfig.class);
        var caching = settings.bind(CacheConfig.class);
        var kept = new RenditionCache(caching, generation(), clock, virtualThreads);
        cache = kept;
        var told = info(caching.enabled());
        infoHandler = told;
        var instruments = new Instruments(metrics);
        instruments.readiness(() -> !closing && transformer.stuck().isEmpty());
        instruments.codec(transformer, settings.bind(CodecConfig.class));
        instruments.renditions(kept, caching);
        instruments.originals(originals, settings.bind(SourceCacheConfig.class));
        instruments.library(library::damaged);

        var endpoints =
                new AdminEndpoints(metrics, new Purging(kept, told, originals), () -> closing, transformer::stuck);
        var terms = Terms.of(http, settings.bind(BodyConfig.class));
        var admin = router(terms, endpoints.byPath(), Observation.counting(metrics));
        var adminServer = HttpServers.listen(vertx, http, http.adminHost(), http.adminPort(), 1, admin);

        boolean accessLog = settings.bind(TelemetryConfig.class).accessLog();
        var opened = router(
                terms.with(settings.bind(CorsConfig.class)).with(settings.bind(ProxyConfig.class)),
                images(kept, told),
                new Observation(metrics, tracing, accessLog));
        router = opened;
        int loops = Runtime.getRuntime().availableProcessors();
        var server = HttpServers.listen(vertx, http, http.host(), http.port(), loops, opened);
        images = server;
        virtualThreads.execute(library::prepare);
        return new Addresses(http.urlHost(), server.port(), adminServer.port());
    }

    /// What decides on what a rendition looks like, and on whose originals may be shown.
    private String generation() {
        return look() + ' ' + settings.bind(SourceConfig.class);
    }

    /// The version and the settings that decide what a rendition looks like, and whether there is one.
    private String look() {
        return String.join(
                " ",
                Version.text(),
                transformer.version(),
                settings.bind(TransformConfig.class).toString(),
                limits.toString());
    }

    /// @param sharing whether equal requests share one answer
    private InfoHandler info(boolean sharing) {
        var delivery = settings.bind(DeliveryConfig.class);
        return new InfoHandler(
                signature(), originals, info, transformer, stages, delivery, clock, sharing, virtualThreads);
    }

    private Map<String, Endpoint> images(RenditionCache kept, InfoHandler told) {
        var thumb = new ThumbHandler(signature(), settings.bind(PresetsConfig.class), kept, renderer(), clock);
        var endpoints = new LinkedHashMap<>(library.endpoints());
        endpoints.put("/thumb", thumb);
        endpoints.put("/info", told);
        return endpoints;
    }

    private Router router(Terms terms, Map<String, Endpoint> endpoints, Observation observation) {
        return new Router(vertx, endpoints, terms, virtualThreads, observation);
    }

    /// The library, opened if it is not yet.
    ///
    /// @throws dev.vignette.error.VignetteException when its database or its store is away
    Library library() {
        return library.library();
    }

    /// Begins to do jobs, with what [#serve] made.
    private Work work(Jobs jobs, Library opened) {
        return Work.begin(new Work.Parts(
                settings.bind(WorkConfig.class),
                settings.bind(PresetsConfig.class),
                jobs,
                opened,
                new Purging(cache(), infoHandler(), originals),
                new Ahead(cache(), renderer()),
                new Callbacks(vertx, settings.bind(SourceConfig.class)),
                metrics,
                settings.bind(CacheConfig.class).dataDir(),
                clock));
    }

    /// A command keeps no renditions.
    private KeptThumbs keptThumbs(StoredRenditions stored) {
        var caching = settings.bind(CacheConfig.class).keepingNothing();
        var kept = cache != null ? cache : new RenditionCache(caching, generation(), clock, virtualThreads);
        return new KeptThumbs(settings.bind(PresetsConfig.class), kept, renderer(), stored, clock);
    }

    private Renderer renderer() {
        return new Renderer(originals, limits, transformer, settings.bind(DeliveryConfig.class), stages, clock);
    }

    /// What `serve` keeps its answers in.
    RenditionCache cache() {
        return Objects.requireNonNull(cache, "made by serve");
    }

    /// What `serve` answers `/info` with.
    InfoHandler infoHandler() {
        return Objects.requireNonNull(infoHandler, "made by serve");
    }

    /// The time that [#close] has.
    Duration drainTimeout() {
        return settings.bind(HttpConfig.class).drainTimeout();
    }

    /// Answers 503 to what is new, ends what is under way, and gives up what takes too long; the admin port
    /// answers to the last.
    @Override
    public void close() {
        closing = true;
        Thread.ofVirtual().name("jobs-end").start(library::endJobs);
        drain(settings.bind(HttpConfig.class));
        if (images != null) {
            images.close();
        }
        if (cache != null) {
            cache.close();
        }
        virtualThreads.close();
        library.close();
        originals.close();
        dataFolder.ifPresent(FolderLock::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        transformer.close();
        tracing.close();
        metrics.close();
    }

    private void drain(HttpConfig http) {
        if (router != null) {
            await(router.drain(), http.drainPatience());
            transformer.cancel();
            virtualThreads.shutdownNow();
            await(router.drain(), http.drainGrace());
        }
    }

    private static void await(CompletableFuture<Void> end, Duration patience) {
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("requests are still under way after {} s", patience.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
