package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// `RemoteOriginals` that may connect to 127.0.0.0/8 and keep nothing, and the Vert.x below them. A time-out that a
/// test does not set is not lived to see.
final class Fetching implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final RemoteOriginals originals;

    /// @param settings more settings, as in `MAX_BYTES`, `10`
    Fetching(String... settings) {
        this(Optional.empty(), settings);
    }

    Fetching(Optional<TrustOptions> trust, String... more) {
        var environment = new HashMap<>(Map.of(
                "VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8",
                "VIGNETTE_SOURCE_CONNECT_TIMEOUT", "10m",
                "VIGNETTE_SOURCE_FIRST_BYTE_TIMEOUT", "10m",
                "VIGNETTE_SOURCE_TIMEOUT", "10m"));
        for (int i = 0; i < more.length; i += 2) {
            environment.put("VIGNETTE_SOURCE_" + more[i], more[i + 1]);
        }
        var settings = Settings.of(environment);
        var config = settings.bind(SourceConfig.class);
        var cache = settings.bind(SourceCacheConfig.class).keepingNothing();
        var store = new BodyStore(cache, Path.of("target", "originals"), Optional.empty());
        var http = new HttpOriginals(
                vertx, config, store, trust, new Intake(config.maxConcurrency(), store, () -> true), Clock.systemUTC());
        originals = new RemoteOriginals(http, Optional.empty(), cache, config.timeout(), Clock.systemUTC());
    }

    Original fetch(SourceUrl.Remote url) {
        return originals.fetch(url);
    }

    /// A copy of all bytes.
    static byte[] bytes(Original original) {
        return original.read(file -> {
            byte[] copy = new byte[file.remaining()];
            file.get(copy);
            return copy;
        });
    }

    String text(SourceUrl.Remote url) {
        try (Original original = fetch(url)) {
            return new String(bytes(original), StandardCharsets.ISO_8859_1);
        }
    }

    VignetteException failure(SourceUrl.Remote url, ErrorCode code) {
        var failure = catchThrowableOfType(VignetteException.class, () -> fetch(url));
        assertThat(failure).isNotNull();
        assertThat(failure.code())
                .as("%s, because of %s", failure.getMessage(), failure.getCause())
                .isEqualTo(code);
        return failure;
    }

    @Override
    public void close() {
        originals.close();
        vertx.close().await();
    }
}
