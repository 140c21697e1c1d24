package dev.vignette.source;

import dev.vignette.storage.FileCache;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The original of any source URL. Blocking: meant for virtual threads.
public final class Originals implements AutoCloseable {
    private final BodyStore store;
    private final Optional<SourceTier> tier;
    private final RemoteOriginals remote;
    private final LocalOriginals local;
    private final KeptOriginals kept;
    private final Intake intake;

    /// @param vertx whose event loops carry the connections; it stays open after `close`
    /// @param folder for the files of originals; without any that are kept it is made when it is needed
    /// @param keeper where the images of the library are
    /// @param wanted whether those who convert originals will soon run out of them: then more are fetched even when
    ///     memory has no room for them
    /// @throws dev.vignette.config.ConfigException when the source root is no folder
    /// @throws java.io.UncheckedIOException when originals are to be kept and the folder cannot be used
    public Originals(
            Vertx vertx,
            SourceConfig config,
            SourceCacheConfig cache,
            Path folder,
            Keeper keeper,
            BooleanSupplier wanted,
            Clock clock) {
        Optional<FileCache> files = cache.disk().bytes() > 0
                ? Optional.of(new FileCache(folder, cache.disk().bytes()))
                : Optional.empty();
        store = new BodyStore(cache, folder, files);
        tier = files.map(kept -> new SourceTier(kept, store, config.toString(), cache.ttl(), clock));
        intake = new Intake(config.maxConcurrency(), store, wanted);
        var http = new HttpOriginals(vertx, config, store, Optional.empty(), intake, clock);
        remote = new RemoteOriginals(http, tier, cache, config.timeout(), clock);
        local = new LocalOriginals(config, store);
        kept = new KeptOriginals(config, store, keeper);
    }

    /// Fetches the whole file, finds it on disk, or opens it.
    ///
    /// @throws dev.vignette.error.VignetteException `SOURCE_NOT_ALLOWED`, `SOURCE_NOT_FOUND`, `SOURCE_TOO_LARGE`,
    ///     `SOURCE_TIMEOUT`, `SOURCE_FAILED`, `OVERLOADED` when no turn came in time or there is no room for it,
    ///     `SHUTTING_DOWN` when the thread was interrupted, and as the library does
    public Original fetch(SourceUrl url) {
        return switch (url) {
            case SourceUrl.Remote it -> remote.fetch(it);
            case SourceUrl.Local file -> local.fetch(file);
            case SourceUrl.Kept image -> kept.fetch(image);
        };
    }

    /// Opens a file of the library.
    ///
    /// @throws dev.vignette.error.VignetteException `SOURCE_TOO_LARGE`, `OVERLOADED`, and as the library does
    public Original open(Keeper.Kept file) {
        return kept.open(file);
    }

    /// To be called when `wanted` may have turned true.
    public void wantedAgain() {
        intake.changed();
    }

    /// Forgets what is known of a source: its original, and that it failed. A fetch under way is not kept.
    ///
    /// @return how many originals were removed
    public long purge(SourceUrl url) {
        return switch (url) {
            case SourceUrl.Remote it -> remote.purge(it);
            case SourceUrl.Local _, SourceUrl.Kept _ -> 0; // never copied
        };
    }

    /// Forgets all sources whose URL, in its normal form, begins like this.
    ///
    /// @return how many originals were removed
    public long purgePrefix(String prefix) {
        return remote.purgeAll(url -> url.startsWith(prefix));
    }

    /// Forgets all sources.
    ///
    /// @return how many originals were removed
    public long purgeAll() {
        return remote.purgeAll(_ -> true);
    }

    /// How often an original was there and fresh.
    public long hits() {
        return remote.hits.sum();
    }

    /// How often an origin was asked and did not say that what is kept is still good.
    public long misses() {
        return Stream.of(FetchOutcome.values())
                .filter(outcome -> outcome != FetchOutcome.UNCHANGED)
                .mapToLong(remote::fetched)
                .sum();
    }

    /// How many fetches from origins ended so.
    public long fetched(FetchOutcome outcome) {
        return remote.fetched(outcome);
    }

    /// Fetches under way, until their originals have been kept.
    public int flights() {
        return remote.flights();
    }

    /// Requests that wait for these.
    public int waiting() {
        return remote.waiting();
    }

    /// Bytes of the originals kept on disk.
    public long diskBytes() {
        return tier.map(SourceTier::bytes).orElse(0L);
    }

    /// Bytes of originals in memory at the moment.
    public long memoryBytes() {
        return store.memoryBytes();
    }

    /// Bytes of originals that are in files at the moment for want of memory.
    public long spilledBytes() {
        return store.spilledBytes();
    }

    /// Closes the connections, when what is being kept has been.
    @Override
    public void close() {
        remote.close();
        store.close();
    }
}
