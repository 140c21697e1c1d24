package dev.vignette;

import dev.vignette.auth.AuthConfig;
import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.CacheConfig;
import dev.vignette.cache.RenditionCache;
import dev.vignette.config.Settings;
import dev.vignette.delivery.DeliveryConfig;
import dev.vignette.delivery.ImageInfo;
import dev.vignette.delivery.InfoHandler;
import dev.vignette.delivery.Renderer;
import dev.vignette.delivery.ThumbHandler;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.HttpConfig;
import dev.vignette.http.HttpServers;
import dev.vignette.http.Router;
import dev.vignette.options.PresetsConfig;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceConfig;
import dev.vignette.telemetry.Metrics;
import dev.vignette.transform.TransformConfig;
import dev.vignette.transform.Transformer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// All parts of the server, put together by hand. What is constructed here is closed here, in the opposite order.
final class Wiring implements AutoCloseable {
    final Transformer transformer;
    final ImageLimits limits;
    final Originals originals;
    final ImageInfo info;
    private final Settings settings;
    private final Metrics metrics = new Metrics();
    private final Vertx vertx;
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServers images;
    private volatile boolean closing;

    Wiring(Settings settings) {
        this.settings = settings;
        this.transformer = new Transformer(settings.bind(TransformConfig.class));
        this.limits = settings.bind(ImageLimits.class);
        this.vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        this.originals = new Originals(vertx, settings.bind(SourceConfig.class));
        this.info = new ImageInfo(limits, transformer);
    }

    UrlSignature signature() {
        return new UrlSignature(settings.bind(AuthConfig.class), Clock.systemUTC());
    }

    /// Where a server listens.
    record Addresses(int port, int adminPort) {}

    /// Starts to answer requests.
    Addresses serve() {
        HttpConfig http = settings.bind(HttpConfig.class);
        int loops = Runtime.getRuntime().availableProcessors();
        var admin = HttpServers.listen(vertx, http, http.adminHost(), http.adminPort(), 1, router(http, admin()));
        images = HttpServers.listen(vertx, http, http.host(), http.port(), loops, router(http, images()));
        return new Addresses(images.port(), admin.port());
    }

    /// The version and the settings that decide what a rendition looks like, and whose originals may be shown.
    private String generation() {
        return String.join(
                " ",
                Version.text(),
                transformer.version(),
                settings.bind(TransformConfig.class).toString(),
                settings.bind(SourceConfig.class).toString(),
                limits.toString());
    }

    private Map<String, Endpoint> images() {
        Clock clock = Clock.systemUTC();
        var delivery = settings.bind(DeliveryConfig.class);
        var renderer = new Renderer(originals, limits, transformer, delivery, clock);
        var cache = new RenditionCache(settings.bind(CacheConfig.class), generation(), clock);
        var thumb = new ThumbHandler(signature(), settings.bind(PresetsConfig.class), cache, renderer, clock);
        return Map.of("/thumb", thumb, "/info", new InfoHandler(signature(), originals, info, delivery, clock));
    }

    private Map<String, Endpoint> admin() {
        metrics.gauge("vignette.codec.waiting", "Conversions that wait for a codec thread", transformer::waiting);
        metrics.gauge("vignette.codec.running", "Conversions under way", transformer::running);
        metrics.gauge("vignette.native.bytes", "Pixel memory that libvips holds", transformer::nativeMemory);
        Endpoint fine = _ -> text("text/plain", "ok\n");
        Endpoint ready = _ -> closing ? CompletableFuture.failedFuture(closing()) : text("text/plain", "ok\n");
        return Map.of("/healthz", fine, "/readyz", ready, "/metrics", _ -> text(Metrics.MEDIA_TYPE, metrics.scrape()));
    }

    private static CompletionStage<Answer> text(String mediaType, String text) {
        return CompletableFuture.completedFuture(
                new Answer(200, Map.of("Content-Type", mediaType), text.getBytes(StandardCharsets.UTF_8)));
    }

    private Router router(HttpConfig http, Map<String, Endpoint> endpoints) {
        return new Router(vertx, endpoints, http.requestTimeout(), virtualThreads, metrics);
    }

    private static VignetteException closing() {
        return new VignetteException(ErrorCode.SHUTTING_DOWN, "The server is about to end");
    }

    /// Ends what is under way and refuses what is new; the admin port answers to the last.
    @Override
    public void close() {
        closing = true;
        if (images != null) {
            images.close();
        }
        virtualThreads.close();
        originals.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        transformer.close();
        metrics.close();
    }
}
