package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one request to one host, at an address that the guard has seen. A name is resolved once: every address it has
/// is checked, one refused address refuses the name, and the connection goes to a checked address by number, so that
/// no second answer of the DNS can lead it elsewhere. `Host`, SNI and the certificate check keep the name. Proxies
/// are never used: they would connect in our place, unguarded.
///
/// HTTP/1.1 only: a request has its connection to itself, so that cutting off a bad answer costs no other.
final class OriginClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OriginClient.class);
    private static final int MAX_ADDRESSES = 3;
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int CHUNK_BYTES = 64 << 10;

    private final SourceConfig config;
    private final NameResolver names;
    private final HostRules hosts;
    private final AddressGuard guard;
    private final HttpClient client;
    private final Set<HttpConnection> fresh = ConcurrentHashMap.newKeySet();

    /// @param trust whom to believe certificates; empty for the authorities that the JVM trusts
    OriginClient(Vertx vertx, SourceConfig config, Optional<TrustOptions> trust) {
        this.config = config;
        names = new NameResolver(config.nameServers(), config.connectTimeout());
        hosts = config.hostRules();
        guard = new AddressGuard(config.networks());
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(CHUNK_BYTES)
                .setDecompressionSupported(false)
                .setVerifyHost(true)
                .setTracingPolicy(TracingPolicy.IGNORE);
        trust.ifPresent(options::setTrustOptions);
        // Whoever asks for a connection has a turn at its host, and there are as many: nobody waits in the pool.
        var pool = new PoolOptions()
                .setHttp1MaxSize(config.maxConnectionsPerHost())
                .setMaxWaitQueueSize(config.maxConcurrency());
        client = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(this::opened)
                .build();
    }

    /// Runs on the event loop, before the first request has the connection. A failure of the connection also
    /// fails its request, which tells the client; unheard, it would be logged as an error of ours each time that
    /// an origin does not speak HTTP.
    private void opened(HttpConnection connection) {
        fresh.add(connection);
        connection.closeHandler(ignored -> fresh.remove(connection));
        connection.exceptionHandler(e -> LOG.debug("A connection to {} failed", connection.remoteAddress(), e));
    }

    /// @param conditions headers that make the request a conditional one
    /// @throws VignetteException `SOURCE_NOT_ALLOWED` when the host or one of its addresses is refused,
    ///     `SOURCE_FAILED` when there is no answer, `SOURCE_TIMEOUT` when it does not begin in time, name and
    ///     connection included
    OriginAnswer get(SourceUrl.Remote target, Map<String, String> conditions, Deadline deadline) {
        Deadline begun = Deadline.after(deadline.remainingUpTo(config.firstByteTimeout()));
        List<InetAddress> addresses = checked(target.host(), begun);
        HttpClientRequest request = connect(target, HttpMethod.GET, addresses, begun);
        conditions.forEach(request::putHeader);
        boolean reused = !fresh.remove(request.connection());
        try {
            return send(request, HttpClientRequest::end, begun);
        } catch (VignetteException e) {
            // A kept connection may be closed by the origin just as we send, or hold a surplus of the last answer.
            if (reused && e.code() == ErrorCode.SOURCE_FAILED) {
                HttpClientRequest second = connect(target, HttpMethod.GET, addresses, begun);
                conditions.forEach(second::putHeader);
                return send(second, HttpClientRequest::end, begun);
            }
            throw e;
        }
    }

    /// Sends a body. Redirects are not followed, and what is answered is not read; the connection is closed.
    ///
    /// @return the status
    /// @throws VignetteException as [#get]
    int post(SourceUrl.Remote target, Map<String, String> headers, byte[] body, Deadline deadline) {
        HttpClientRequest request = connect(target, HttpMethod.POST, checked(target.host(), deadline), deadline);
        headers.forEach(request::putHeader);
        try {
            return send(request, sent -> sent.end(Buffer.buffer(body)), deadline)
                    .status();
        } finally {
            request.reset();
            fresh.remove(request.connection());
        }
    }

    private List<InetAddress> checked(String host, Deadline deadline) {
        if (!hosts.permits(host)) {
            throw new VignetteException(ErrorCode.SOURCE_NOT_ALLOWED, "The host of the source is not allowed");
        }
        List<InetAddress> addresses =
                HostName.address(host).map(List::of).orElseGet(() -> names.resolve(host, deadline.remaining()));
        if (!addresses.stream().allMatch(guard::permits)) {
            throw new VignetteException(ErrorCode.SOURCE_NOT_ALLOWED, "The address of the source is not allowed");
        }
        return addresses;
    }

    /// Tries the addresses one after the other; each is given its share of the time that is left.
    private HttpClientRequest connect(
            SourceUrl.Remote target, HttpMethod method, List<InetAddress> addresses, Deadline deadline) {
        Deadline connected = Deadline.after(deadline.remainingUpTo(config.connectTimeout()));
        int last = Math.min(addresses.size(), MAX_ADDRESSES) - 1;
        for (int i = 0; i < last; i++) {
            try {
                Duration share = connected.remaining().dividedBy(last + 1 - i);
                return connect(target, method, addresses.get(i), share);
            } catch (VignetteException e) {
                if (e.code() == ErrorCode.SHUTTING_DOWN) {
                    throw e;
                }
            }
        }
        return connect(target, method, addresses.get(last), connected.remaining());
    }

    private HttpClientRequest connect(SourceUrl.Remote target, HttpMethod method, InetAddress address, Duration limit) {
        String query = target.uri().getRawQuery();
        var options = new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(target.port(), HostName.text(address)))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.secure())
                .setURI(query == null ? target.uri().getRawPath() : target.uri().getRawPath() + "?" + query)
                .setFollowRedirects(false)
                .setConnectTimeout(Math.max(1, limit.toMillis()))
                .putHeader("User-Agent", config.userAgent())
                .putHeader("Accept", method.equals(HttpMethod.GET) ? "image/*, */*;q=0.1" : "*/*")
                .putHeader("Accept-Encoding", "identity");
        if (RequestContext.CURRENT.isBound()) {
            RequestContext.current().trace().propagate(options::putHeader);
        }
        var request = client.request(options);
        try {
            return Phase.CONNECT.await(request.toCompletionStage(), limit);
        } catch (VignetteException e) {
            request.onSuccess(OriginClient::drop);
            throw e;
        }
    }

    /// A connection that comes too late is not kept. Unheard, its end would be logged as an error of ours.
    private static void drop(HttpClientRequest late) {
        late.exceptionHandler(e -> LOG.debug("A request that nobody waits for was dropped", e));
        late.reset();
    }

    private OriginAnswer send(HttpClientRequest request, Consumer<HttpClientRequest> end, Deadline deadline) {
        try {
            // Before the request is sent: a listener that comes later may miss the first bytes of the body.
            var answer = request.response().map(OriginAnswer::new).toCompletionStage();
            end.accept(request);
            return Phase.ANSWER.await(answer, deadline.remaining());
        } catch (VignetteException e) {
            request.reset();
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
        names.close();
    }
}
