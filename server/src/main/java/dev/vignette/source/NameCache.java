package dev.vignette.source;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What the DNS said, for its time to live, but not without end: whoever owns a domain has as many names as he likes,
/// and may ask for each. When it is full it begins anew.
final class NameCache implements DnsCache {
    private static final int MAX_TTL_SECONDS = 300;
    private static final int NEGATIVE_TTL_SECONDS = 5;

    private final DnsCache answers = new DefaultDnsCache(0, MAX_TTL_SECONDS, NEGATIVE_TTL_SECONDS);
    private final AtomicInteger count = new AtomicInteger();
    private final int most;

    /// @param most answers at a time; each address of a name is one
    NameCache(int most) {
        this.most = most;
    }

    private void makeRoom() {
        if (count.incrementAndGet() > most) {
            clear();
            count.incrementAndGet();
        }
    }

    @Override
    public DnsCacheEntry cache(
            String name, DnsRecord[] additionals, InetAddress address, long originalTtl, EventLoop loop) {
        makeRoom();
        return answers.cache(name, additionals, address, originalTtl, loop);
    }

    @Override
    public DnsCacheEntry cache(String name, DnsRecord[] additionals, Throwable cause, EventLoop loop) {
        makeRoom();
        return answers.cache(name, additionals, cause, loop);
    }

    @Override
    public List<? extends DnsCacheEntry> get(String name, DnsRecord[] additionals) {
        return answers.get(name, additionals);
    }

    @Override
    public void clear() {
        count.set(0);
        answers.clear();
    }

    @Override
    public boolean clear(String name) {
        return answers.clear(name);
    }
}
