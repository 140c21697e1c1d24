package dev.vignette;

import dev.vignette.cache.CacheConfig;
import dev.vignette.config.Settings;
import dev.vignette.source.Keeper;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceCacheConfig;
import dev.vignette.source.SourceConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/// The event loops, and the originals that are got by them. They are made on a thread of their own, while libvips is
/// loaded: each takes a good part of the start.
record Network(Vertx vertx, Originals originals) {
    /// The rest as in [Originals].
    static CompletableFuture<Network> begin(
            Settings settings, SourceCacheConfig sources, Keeper keeper, BooleanSupplier wanted, Clock clock) {
        return CompletableFuture.supplyAsync(
                () -> make(settings, sources, keeper, wanted, clock),
                work -> Thread.ofPlatform().name("network").start(work));
    }

    private static Network make(
            Settings settings, SourceCacheConfig sources, Keeper keeper, BooleanSupplier wanted, Clock clock) {
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var originals = new Originals(
                vertx,
                settings.bind(SourceConfig.class),
                sources,
                settings.bind(CacheConfig.class).dataDir().resolve("originals"),
                keeper,
                wanted,
                clock);
        return new Network(vertx, originals);
    }

    /// Ends it, or what comes of it yet, when there will be no server.
    static void giveUp(CompletableFuture<Network> network) {
        var _ = network.thenAccept(made -> {
            made.originals().close();
            made.vertx().close().toCompletionStage().toCompletableFuture().join();
        });
    }

    /// Fails as [Originals] does.
    static Network await(CompletableFuture<Network> network) {
        try {
            return network.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }
}
