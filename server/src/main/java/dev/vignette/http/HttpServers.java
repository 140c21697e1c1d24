package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on a port with one server for each event loop that is wanted; the connections are dealt out among them.
public final class HttpServers {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);
    private static final int START_SECONDS = 10;

    private HttpServers() {}

    /// Starts to serve.
    ///
    /// @param loops how many event loops share the connections
    /// @return the port, which a given 0 leaves to the system
    /// @throws VignetteException when the port cannot be had
    public static int listen(Vertx vertx, HttpConfig config, String host, int port, int loops, Router router) {
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setMaxInitialLineLength(config.maxUrlLength())
                .setReusePort(false)
                .setTcpNoDelay(true);
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        var listening = vertx.deployVerticle(
                () -> new Listener(options, router, servers), new DeploymentOptions().setInstances(loops));
        try {
            listening.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "Cannot listen on " + host + ":" + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "Interrupted while starting", e);
        }
        return servers.getFirst().actualPort();
    }

    private static final class Listener extends VerticleBase {
        private final HttpServerOptions options;
        private final Router router;
        private final List<HttpServer> servers;

        Listener(HttpServerOptions options, Router router, List<HttpServer> servers) {
            this.options = options;
            this.router = router;
            this.servers = servers;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer(options)
                    .requestHandler(router)
                    .invalidRequestHandler(InvalidRequest::answer)
                    .exceptionHandler(failure -> LOG.debug("connection failed", failure))
                    .listen()
                    .onSuccess(servers::add);
        }
    }
}
