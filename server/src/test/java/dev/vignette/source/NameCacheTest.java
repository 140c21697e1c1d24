package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NameCacheTest {
    private static final DnsRecord[] NONE = {};
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final EventLoop loop = new DefaultEventLoop();
    private final NameCache cache = new NameCache(3);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void cache_asManyAsMayBe_areAllKept() {
        cache.cache("a", NONE, ADDRESS, 60, loop);
        cache.cache("b", NONE, ADDRESS, 60, loop);
        cache.cache("c", NONE, new UnknownHostException("c"), loop);

        assertThat(cache.get("a", NONE))
                .singleElement()
                .satisfies(entry -> assertThat(entry.address()).isEqualTo(ADDRESS));
        assertThat(cache.get("b", NONE)).hasSize(1);
        assertThat(cache.get("c", NONE))
                .singleElement()
                .satisfies(entry -> assertThat(entry.cause()).isInstanceOf(UnknownHostException.class));
    }

    @Test
    void cache_oneMore_beginsAnew() {
        for (String name : new String[] {"a", "b", "c", "d", "e", "f"}) {
            cache.cache(name, NONE, ADDRESS, 60, loop);
        }

        assertThat(cache.get("a", NONE)).isNullOrEmpty();
        assertThat(cache.get("c", NONE)).isNullOrEmpty();
        assertThat(cache.get("d", NONE)).hasSize(1);
        assertThat(cache.get("f", NONE)).hasSize(1);

        cache.cache("g", NONE, ADDRESS, 60, loop);
        assertThat(cache.get("f", NONE)).isNullOrEmpty();
        assertThat(cache.get("g", NONE)).hasSize(1);
    }

    @Test
    void clear_name_leavesTheOthers() {
        cache.cache("a", NONE, ADDRESS, 60, loop);
        cache.cache("b", NONE, ADDRESS, 60, loop);

        assertThat(cache.clear("a")).isTrue();

        assertThat(cache.get("a", NONE)).isNullOrEmpty();
        assertThat(cache.get("b", NONE)).hasSize(1);
    }
}
