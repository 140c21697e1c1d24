package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;

/// Makes principals of tokens. Those that were found good are kept for seconds, since the check of a signature takes
/// longer than all other decisions about a request together.
final class Tokens {
    private static final long MOST_CHARACTERS = 4 << 20;

    private final TokenVerifier verifier;
    private final ClaimsReader reader;
    private final Cache<String, Principal> checked;

    Tokens(TokenConfig config, TokenKeys keys, Clock clock) {
        this.verifier = new TokenVerifier(keys, config.tokenTypes());
        this.reader = new ClaimsReader(config, clock);
        this.checked = Caffeine.newBuilder()
                .maximumWeight(MOST_CHARACTERS)
                .<String, Principal>weigher((token, _) -> token.length())
                .expireAfterWrite(config.checkedTtl())
                .build();
    }

    /// @throws dev.vignette.error.VignetteException `UNAUTHENTICATED`, `KEYS_UNAVAILABLE`
    Principal principal(String token) {
        Principal known = checked.getIfPresent(token);
        if (known != null) {
            reader.requireUnexpired(known.token());
            return known;
        }
        Principal principal = reader.principal(verifier.claims(token));
        checked.put(token, principal);
        return principal;
    }
}
