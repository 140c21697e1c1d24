package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on a port with one server for each event loop that is wanted; the connections are dealt out among them.
public final class HttpServers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);
    private static final int START_SECONDS = 10;
    private static final int BACKLOG = 4096;
    private static final int CHUNK_BYTES = 64 << 10;

    private final List<HttpServer> servers;
    private final Duration grace;

    private HttpServers(List<HttpServer> servers, Duration grace) {
        this.servers = servers;
        this.grace = grace;
    }

    /// Starts to serve.
    ///
    /// @param port 0 leaves it to the system
    /// @param loops how many event loops share the connections
    /// @throws VignetteException when the port cannot be had
    public static HttpServers listen(Vertx vertx, HttpConfig config, String host, int port, int loops, Router router) {
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setMaxInitialLineLength(config.maxUrlLength())
                .setReusePort(false)
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                // Bodies are handed on in pieces as large as they are read from the socket at once.
                .setMaxChunkSize(CHUNK_BYTES)
                // Thousands of clients that come at once, as after a restart, wait here to be accepted.
                .setAcceptBacklog(BACKLOG)
                // There are no WebSockets here, so no handlers for them in every connection.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        var listening = vertx.deployVerticle(
                () -> new Listener(options, config.receiveTimeout(), router, servers),
                new DeploymentOptions().setInstances(loops));
        try {
            listening.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String reason = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new VignetteException(ErrorCode.INTERNAL, "Cannot listen on " + host + ":" + port + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "Interrupted while starting", e);
        }
        return new HttpServers(servers, config.drainGrace());
    }

    public int port() {
        return servers.getFirst().actualPort();
    }

    /// Refuses new connections, and waits a little for requests that are about to be answered.
    @Override
    public void close() {
        Future.join(servers.stream().map(server -> server.shutdown(grace)).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static final class Listener extends VerticleBase {
        private final HttpServerOptions options;
        private final Duration receiveTimeout;
        private final Router router;
        private final List<HttpServer> servers;

        Listener(HttpServerOptions options, Duration receiveTimeout, Router router, List<HttpServer> servers) {
            this.options = options;
            this.receiveTimeout = receiveTimeout;
            this.router = router;
            this.servers = servers;
        }

        @Override
        public Future<?> start() {
            router.watchLoop();
            return vertx.createHttpServer(options)
                    .connectionHandler(connection -> {
                        ReceiveTimeout.watch(connection, receiveTimeout);
                        IdleTimeout.watch(connection);
                    })
                    .requestHandler(router)
                    .invalidRequestHandler(router::refuse)
                    .exceptionHandler(failure -> LOG.debug("connection failed", failure))
                    .listen()
                    .onSuccess(servers::add);
        }
    }
}
