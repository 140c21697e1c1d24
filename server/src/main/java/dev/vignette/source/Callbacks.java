package dev.vignette.source;

import dev.vignette.telemetry.Deadline;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sends word to addresses that others name, within the bounds of what originals may be fetched from: the same
/// hosts, the same guard of addresses. Blocking: meant for virtual threads.
public final class Callbacks implements AutoCloseable {
    private final OriginClient client;

    /// @param vertx whose event loops carry the connections; it stays open after `close`
    public Callbacks(Vertx vertx, SourceConfig config) {
        client = new OriginClient(vertx, config, Optional.empty());
    }

    /// Sends a body. A redirect is an answer as any other.
    ///
    /// @param limit what it may take, name and connection included
    /// @return the status of the answer, which is not read any further
    /// @throws dev.vignette.error.VignetteException `SOURCE_NOT_ALLOWED` when the host or one of its addresses is
    ///     refused, `SOURCE_FAILED` when there is no answer, `SOURCE_TIMEOUT`, `SHUTTING_DOWN`
    public int post(SourceUrl.Remote target, Map<String, String> headers, byte[] body, Duration limit) {
        return client.post(target, headers, body, Deadline.after(limit));
    }

    @Override
    public void close() {
        client.close();
    }
}
