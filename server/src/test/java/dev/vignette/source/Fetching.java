package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An `HttpOriginals` with short time-outs that may connect to 127.0.0.0/8, and the Vert.x below it.
final class Fetching implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpOriginals originals;

    /// @param settings more settings, as in `MAX_BYTES`, `10`
    Fetching(String... settings) {
        this(Optional.empty(), settings);
    }

    Fetching(Optional<TrustOptions> trust, String... settings) {
        var environment = new HashMap<>(Map.of(
                "VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8",
                "VIGNETTE_SOURCE_CONNECT_TIMEOUT", "5s",
                "VIGNETTE_SOURCE_FIRST_BYTE_TIMEOUT", "5s",
                "VIGNETTE_SOURCE_TIMEOUT", "10s"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_SOURCE_" + settings[i], settings[i + 1]);
        }
        originals = new HttpOriginals(vertx, Settings.of(environment).bind(SourceConfig.class), trust);
    }

    Original fetch(SourceUrl.Remote url) {
        return originals.fetch(url);
    }

    String text(SourceUrl.Remote url) {
        return new String(fetch(url).bytes(), StandardCharsets.ISO_8859_1);
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
