package dev.vignette.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what a signed token claims: `iss`, `aud`, `exp`, `iat`, `sub` and `jti`, all of which must be there and
/// hold; `nbf`, `roles`, `teams`, `resource_perms` and `role_version`, which may be.
final class ClaimsReader {
    /// Where an image stands in `resource_perms`.
    static final String IMAGE_PREFIX = "/images/";

    /// Of roles, and of teams.
    static final int MOST_NAMES = 64;
    private static final int MOST_GRANTS = 32;
    private static final int MOST_GRANT_BYTES = 4 << 10;
    /// Visible characters and blanks, so that a name cannot break a line of a log.
    static final Predicate<String> NAME =
            Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,255}").asMatchPredicate();
    private static final Predicate<String> IMAGE =
            Pattern.compile(IMAGE_PREFIX + "[A-Za-z0-9-]{1,64}").asMatchPredicate();

    private final TokenConfig config;
    private final Clock clock;

    ClaimsReader(TokenConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /// @throws dev.vignette.error.VignetteException `UNAUTHENTICATED`, with what is wrong
    Principal principal(JWTClaimsSet claims) {
        try {
            if (!config.issuer().equals(claims.getIssuer())) {
                throw TokenVerifier.refused("it is of another issuer");
            }
            if (!claims.getAudience().contains(config.audience())) {
                throw TokenVerifier.refused("it is meant for another audience");
            }
            var token = new Principal.Token(
                    name(claims.getJWTID(), "jti"),
                    time(claims.getIssueTime(), "iat"),
                    time(claims.getExpirationTime(), "exp"),
                    version(claims));
            requireTime(token, claims.getNotBeforeTime());
            return new Principal(
                    name(claims.getSubject(), "sub"),
                    names(claims, "roles"),
                    names(claims, "teams"),
                    grants(claims),
                    token);
        } catch (ParseException | ClassCastException e) {
            throw TokenVerifier.refused("a claim is not of its type");
        }
    }

    /// @throws dev.vignette.error.VignetteException `UNAUTHENTICATED`
    void requireUnexpired(Principal.Token token) {
        if (!clock.instant().isBefore(token.expires().plus(config.clockSkew()))) {
            throw TokenVerifier.refused("it has expired");
        }
    }

    private void requireTime(Principal.Token token, @Nullable Date notBefore) {
        requireUnexpired(token);
        Instant now = clock.instant();
        Duration skew = config.clockSkew();
        if (token.issued().isAfter(now.plus(skew))) {
            throw TokenVerifier.refused("it was made in the future");
        }
        if (notBefore != null && notBefore.toInstant().isAfter(now.plus(skew))) {
            throw TokenVerifier.refused("it is not valid yet");
        }
        if (Duration.between(token.issued(), token.expires()).compareTo(config.maxLifetime()) > 0) {
            throw TokenVerifier.refused("it is valid for longer than is allowed");
        }
    }

    private static Instant time(@Nullable Date time, String claim) {
        if (time == null) {
            throw TokenVerifier.refused("it has no " + claim);
        }
        return time.toInstant();
    }

    private static String name(@Nullable String name, String claim) {
        if (name == null || !NAME.test(name)) {
            throw TokenVerifier.refused("it has no usable " + claim);
        }
        return name;
    }

    private static long version(JWTClaimsSet claims) throws ParseException {
        Long version = claims.getLongClaim("role_version");
        if (version == null) {
            return Principal.Token.NONE;
        }
        if (version < 0) {
            throw TokenVerifier.refused("its role_version is below 0");
        }
        return version;
    }

    private static Set<String> names(JWTClaimsSet claims, String claim) throws ParseException {
        List<String> names = claims.getStringListClaim(claim);
        if (names == null) {
            return Set.of();
        }
        if (names.size() > MOST_NAMES || !names.stream().allMatch(name -> name != null && NAME.test(name))) {
            throw TokenVerifier.refused("its " + claim + " are too many, or not names");
        }
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Set<Permission>> grants(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> given = claims.getJSONObjectClaim("resource_perms");
        if (given == null) {
            return Map.of();
        }
        if (given.size() > MOST_GRANTS
                || JSONObjectUtils.toJSONString(given).getBytes(StandardCharsets.UTF_8).length > MOST_GRANT_BYTES) {
            throw TokenVerifier.refused("its resource_perms are more than 32, or longer than 4 KiB");
        }
        var grants = new HashMap<String, Set<Permission>>();
        for (String resource : given.keySet()) {
            if (!IMAGE.test(resource)) {
                throw TokenVerifier.refused("its resource_perms name something that is not /images/ID");
            }
            grants.put(
                    resource.substring(IMAGE_PREFIX.length()),
                    permissions(JSONObjectUtils.getStringList(given, resource)));
        }
        return grants;
    }

    private static Set<Permission> permissions(@Nullable List<String> names) {
        if (names == null) {
            throw TokenVerifier.refused("its resource_perms hold something that is no list");
        }
        var permissions = EnumSet.noneOf(Permission.class);
        for (String name : names) {
            permissions.add(Permission.parse(String.valueOf(name))
                    .orElseThrow(() -> TokenVerifier.refused("its resource_perms hold an unknown permission")));
        }
        return permissions;
    }
}
