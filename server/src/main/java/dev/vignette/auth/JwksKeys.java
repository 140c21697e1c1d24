package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that an issuer publishes as a JWK set: kept for a while, fetched anew when a token names one that is
/// not among them, though not often, and believed a while longer when they cannot be fetched.
final class JwksKeys implements TokenKeys {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);
    /// How long a request waits for another's fetch to end.
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /// More than any issuer has in use; the rest would only cost time, where a token names no key.
    private static final int MOST_CANDIDATES = 16;

    private final JWKSource<SecurityContext> source;
    /// By the identity of the key, which lasts as long as the set that it came in.
    private final Cache<JWK, Optional<KeyUse>> uses =
            Caffeine.newBuilder().weakKeys().maximumSize(256).build();

    /// Whether there are keys at all, as far as the last request knows.
    private volatile boolean had;

    /// @param config with a URL
    JwksKeys(TokenConfig config, ResourceRetriever retriever) {
        try {
            this.source = JWKSourceBuilder.create(
                            URI.create(config.jwksUrl().orElseThrow()).toURL(), retriever)
                    .cache(config.jwksRefresh().toMillis(), PATIENCE.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(config.jwksInterval().toMillis())
                    .retrying(false)
                    .outageTolerant(config.jwksOutage().toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public List<KeyUse> candidates(JWSHeader header) {
        try {
            List<JWK> named = source.get(new JWKSelector(matcher(header)), null);
            had = true;
            return named.stream()
                    .flatMap(key -> use(key).stream())
                    .filter(use -> use.algorithms().contains(header.getAlgorithm()))
                    .limit(MOST_CANDIDATES)
                    .toList();
        } catch (RateLimitReachedException e) {
            if (!had) {
                throw unavailable(e);
            }
            return List.of(); // the keys were fetched just now, and this was not among them
        } catch (KeySourceException e) {
            had = false;
            LOG.warn("the keys of tokens cannot be fetched: {}", e.getMessage());
            throw unavailable(e);
        }
    }

    private static JWKMatcher matcher(JWSHeader header) {
        var matcher = new JWKMatcher.Builder();
        return header.getKeyID() == null
                ? matcher.build()
                : matcher.keyID(header.getKeyID()).build();
    }

    private Optional<KeyUse> use(JWK key) {
        return uses.get(key, unseen -> {
            var use = KeyUse.of(unseen);
            if (use.isEmpty()) {
                LOG.info("the published key {} is passed over: no key for the signatures of tokens", unseen.getKeyID());
            }
            return use;
        });
    }

    private static VignetteException unavailable(KeySourceException e) {
        return new VignetteException(
                ErrorCode.KEYS_UNAVAILABLE, "The issuer's keys cannot be fetched at the moment", e);
    }
}
