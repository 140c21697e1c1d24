package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Exchange;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;

/// How many requests an actor has in a time. Each has a bucket, which fills evenly. Who is no subject is known by an
/// address, of IPv6 by the network of 64 bits. A process counts for itself.
public final class RateLimits {
    private static final long MOST_BUCKETS = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final long requests;
    private final Duration period;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    RateLimits(RightsConfig config, Clock clock) {
        this.requests = config.rateLimit();
        this.period = config.ratePeriod();
        this.time = meter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(period.multipliedBy(2)) // full again by then, as a new one is
                .build();
    }

    /// Counts a request, and tells the client in `RateLimit-Policy` and `RateLimit` how many are left.
    ///
    /// @throws VignetteException `RATE_LIMITED` when it is one too many
    public void admit(Exchange exchange, Actor actor) {
        if (requests == 0) {
            return;
        }
        ConsumptionProbe probe =
                buckets.get(key(exchange, actor), _ -> bucket()).tryConsumeAndReturnRemaining(1);
        exchange.answerHeader("RateLimit-Policy", "\"requests\";q=" + requests + ";w=" + seconds(period.toNanos()));
        exchange.answerHeader(
                "RateLimit",
                "\"requests\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset()));
        if (!probe.isConsumed()) {
            throw VignetteException.limited(
                    "There may be " + requests + " requests in " + period.toSeconds() + " s",
                    Duration.ofSeconds(seconds(probe.getNanosToWaitForRefill())));
        }
    }

    private static String key(Exchange exchange, Actor actor) {
        return actor.kind() == Actor.Kind.SUBJECT
                ? "subject " + actor.name()
                : network(exchange.client()) + ' ' + actor.token();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, period))
                .withCustomTimePrecision(time)
                .build();
    }

    private static TimeMeter meter(InstantSource clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.millis() * 1_000_000;
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    /// Rounded up, so that who waits as long does not come too early.
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
    }
}
