package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// `Originals` on a folder, which may connect to 127.0.0.0/8, and a clock to be set.
final class Keeping implements AutoCloseable {
    final Originals originals;
    private final Vertx vertx = Vertx.vertx();
    private final SetClock clock = new SetClock();

    /// @param settings more settings, as in `MAX_BYTES`, `10`
    Keeping(Path folder, String... settings) {
        var environment = new HashMap<>(Map.of("VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_SOURCE_" + settings[i], settings[i + 1]);
        }
        var all = Settings.of(environment);
        originals = new Originals(
                vertx, all.bind(SourceConfig.class), all.bind(SourceCacheConfig.class), folder, () -> true, clock);
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
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
        until(() -> originals.flights() == 0);
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

    /// Waits for something that must come; the test's time-out ends a wait in vain.
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        originals.close();
        vertx.close().await();
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
