package dev.vignette.source;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Asks the DNS, and the hosts file before it, without blocking: the JDK's resolver is a native call that would hold
/// a virtual thread's carrier for as long as a name server is silent. Answers are kept for their time to live, up to
/// five minutes; concurrent questions for one name are one question.
final class NameResolver implements AutoCloseable {
    private static final int DNS_PORT = 53;
    private static final int KEPT_ANSWERS = 10_000;
    private static final int JOINED_NAMES = 1024;
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);

    private final MultiThreadIoEventLoopGroup loop;
    private final DnsNameResolver resolver;
    private final Duration timeout;

    /// @param servers asked in this order; empty for those of the system
    /// @param timeout for one name; a silent server is given half of it, so that there is time for the next one
    NameResolver(List<InetSocketAddress> servers, Duration timeout) {
        this.timeout = timeout;
        loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("source-dns", true), NioIoHandler.newFactory());
        long queryMillis = Math.clamp(timeout.toMillis() / 2, 1, QUERY_TIMEOUT.toMillis());
        var builder = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(queryMillis)
                .resolveCache(new NameCache(KEPT_ANSWERS))
                // Their caches have no bound; an answer has the aliases in it.
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .consolidateCacheSize(JOINED_NAMES);
        if (!servers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
        }
        resolver = builder.build();
    }

    /// All addresses of the name; never empty.
    ///
    /// @throws dev.vignette.error.VignetteException `SOURCE_FAILED` when there are none, `SOURCE_TIMEOUT`
    List<InetAddress> resolve(String name, Duration limit) {
        var found = new CompletableFuture<List<InetAddress>>();
        resolver.resolveAll(name).addListener((io.netty.util.concurrent.Future<List<InetAddress>> answer) -> {
            if (answer.isSuccess()) {
                found.complete(answer.getNow());
            } else {
                found.completeExceptionally(answer.cause());
            }
        });
        Duration patience = limit.compareTo(timeout) < 0 ? limit : timeout;
        return Phase.RESOLVE.await(found, patience).stream()
                .map(HostName::nameless)
                .toList();
    }

    /// Reads `192.0.2.53`, `192.0.2.53:5353` or `[2001:db8::53]:5353`.
    ///
    /// @throws IllegalArgumentException when the text is not of that form
    static InetSocketAddress server(String text) {
        int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
        String host = colon < 0 ? text : text.substring(0, colon);
        String port = colon < 0 ? String.valueOf(DNS_PORT) : text.substring(colon + 1);
        InetAddress address = HostName.canonical(host)
                .flatMap(HostName::address)
                .filter(ignored -> port.matches("[0-9]{1,5}"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not a name server such as 192.0.2.53 or 192.0.2.53:5353"));
        return new InetSocketAddress(address, Integer.parseInt(port));
    }

    @Override
    public void close() {
        resolver.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
