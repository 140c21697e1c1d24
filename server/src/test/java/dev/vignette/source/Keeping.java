package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.TestClock;
import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// `Originals` on a folder, which may connect to 127.0.0.0/8, and a clock to be set.
final class Keeping implements AutoCloseable {
    final Originals originals;
    private final Vertx vertx = Vertx.vertx();
    private final TestClock clock = new TestClock();

    /// @param settings more settings, as in `MAX_BYTES`, `10`
    Keeping(Path folder, String... settings) {
        var environment = new HashMap<>(Map.of("VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_SOURCE_" + settings[i], settings[i + 1]);
        }
        var all = Settings.of(environment);
        originals = new Originals(
                vertx,
                all.bind(SourceConfig.class),
                all.bind(SourceCacheConfig.class),
                folder,
                id -> {
                    throw new IllegalStateException("there is no library: " + id);
                },
                () -> true,
                clock);
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /// What is fetched, as text; it is kept when this returns.
    String text(SourceUrl.Remote url) {
        try (Original original = originals.fetch(url)) {
            return new String(Fetching.bytes(original), StandardCharsets.ISO_8859_1);
        } finally {
            settle();
        }
    }

    /// Waits until the flights have ended.
    void settle() {
        Waiting.until(() -> originals.flights() == 0);
    }

    VignetteException failure(SourceUrl.Remote url, ErrorCode code) {
        var failure = catchThrowableOfType(VignetteException.class, () -> originals.fetch(url));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        settle();
        return failure;
    }

    static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    @Override
    public void close() {
        originals.close();
        vertx.close().await();
    }
}
