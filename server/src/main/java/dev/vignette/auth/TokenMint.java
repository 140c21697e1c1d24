package dev.vignette.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Makes tokens with the server's own key, for whoever may read that.
public final class TokenMint {
    private final TokenConfig config;
    private final OwnKey key;
    private final Clock clock;

    /// Opens the key, or makes it when there is none.
    public TokenMint(TokenConfig config, Path dataDir, Clock clock) {
        this.config = config;
        this.key = OwnKeyFile.open(config.signingKey(dataDir));
        this.clock = clock;
    }

    /// What a token is to say.
    ///
    /// @param grants permissions on single images, by id
    public record Wish(
            String subject,
            List<String> roles,
            List<String> teams,
            Map<String, List<Permission>> grants,
            Duration lifetime) {}

    /// A token that this server accepts, as long as its key is among those that it goes by.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when the server would refuse it
    public String token(Wish wish) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var claims = new JWTClaimsSet.Builder()
                .issuer(config.issuer())
                .audience(config.audience())
                .subject(wish.subject())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(wish.lifetime())));
        if (!wish.roles().isEmpty()) {
            claims.claim("roles", wish.roles());
        }
        if (!wish.teams().isEmpty()) {
            claims.claim("teams", wish.teams());
        }
        if (!wish.grants().isEmpty()) {
            claims.claim("resource_perms", texts(wish.grants()));
        }
        String token = key.sign(config.tokenTypes().getFirst(), claims.build());
        requireAcceptable(token);
        return token;
    }

    /// Whether the server accepts tokens of its own key: without keys of an issuer, or with this one among them.
    public boolean accepted() {
        return !config.keysConfigured()
                || PemKeys.read(config.pemFiles())
                        .holds(key.keys().keys().getFirst().id());
    }

    private void requireAcceptable(String token) {
        try {
            var _ = new Tokens(config, key.keys(), clock).principal(token);
        } catch (VignetteException e) {
            throw VignetteException.badParameter("token", String.valueOf(e.getMessage()), List.of());
        }
    }

    private static Map<String, List<String>> texts(Map<String, List<Permission>> grants) {
        var texts = new TreeMap<String, List<String>>();
        grants.forEach((image, permissions) -> texts.put(
                ClaimsReader.IMAGE_PREFIX + image,
                permissions.stream().map(Permission::text).toList()));
        return texts;
    }
}
