package dev.vignette.source;

import io.vertx.core.Vertx;

/// The original of any source URL. Blocking: meant for virtual threads.
public final class Originals implements AutoCloseable {
    private final HttpOriginals http;
    private final LocalOriginals local;

    /// @param vertx whose event loops carry the connections; it stays open after `close`
    /// @throws dev.vignette.config.ConfigException when the source root is no folder
    public Originals(Vertx vertx, SourceConfig config) {
        local = new LocalOriginals(config);
        http = new HttpOriginals(vertx, config);
    }

    /// Fetches or reads the whole file.
    ///
    /// @throws dev.vignette.error.VignetteException `SOURCE_NOT_ALLOWED`, `SOURCE_NOT_FOUND`, `SOURCE_TOO_LARGE`,
    ///     `SOURCE_TIMEOUT`, `SOURCE_FAILED`, `OVERLOADED` when no turn came in time, `SHUTTING_DOWN` when the
    ///     thread was interrupted
    public Original fetch(SourceUrl url) {
        return switch (url) {
            case SourceUrl.Remote remote -> http.fetch(remote);
            case SourceUrl.Local file -> local.fetch(file);
        };
    }

    /// Closes the connections.
    @Override
    public void close() {
        http.close();
    }
}
