package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What [AuthBench] works with: keys of each kind, a token of each, and rights that a token and the database tell
/// alike.
///
/// @param tokens by which every token is checked
/// @param remembering by which a token is checked once
/// @param live what `lookedUp` is made of
record AuthParts(
        Database database,
        Tokens tokens,
        Tokens remembering,
        Map<String, String> signed,
        Principal principal,
        Rights roles,
        Rights grants,
        LiveRights live,
        Rights lookedUp) {
    static final String SUBJECT = "ann";
    private static final int GRANTS = 32;

    static AuthParts open() {
        try {
            Path folder = Files.createTempDirectory("auth-bench");
            var database = Database.open(Settings.load(System.getenv()).bind(DatabaseConfig.class), folder);
            return make(database, OwnKeyFile.open(folder.resolve("own.pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AuthParts make(Database database, OwnKey own) throws JOSEException {
        var rsa = new RSAKeyGenerator(2048).generate();
        var curve = new ECKeyGenerator(Curve.P_256).generate();
        var keys = new ArrayList<>(own.keys().keys());
        for (JWK key : List.<JWK>of(rsa, curve)) {
            keys.add(FixedKeys.named(key).orElseThrow());
        }
        var perms = IntStream.range(0, GRANTS)
                .boxed()
                .collect(Collectors.toMap(i -> "/images/" + i, _ -> List.of("view:any")));
        Map<String, String> signed = Map.of(
                "rs256", sign(JWSAlgorithm.RS256, new RSASSASigner(rsa)),
                "es256", sign(JWSAlgorithm.ES256, new ECDSASigner(curve)),
                "eddsa", own.sign("at+jwt", claims().build()),
                "granting",
                        own.sign(
                                "at+jwt",
                                claims().claim("resource_perms", perms).build()));
        fill(database);
        Duration day = Duration.ofDays(1);
        var table = new RoleTable(database, day, Ticker.systemTicker());
        var live = new LiveRights(database, table, day, Ticker.systemTicker());
        var tokens = tokens("0s", keys);
        return new AuthParts(
                database,
                tokens,
                tokens("5m", keys),
                signed,
                tokens.principal(signed.getOrDefault("granting", "")),
                new Rights(new TokenRights(table, false)),
                new Rights(new TokenRights(table, true)),
                live,
                new Rights(live));
    }

    private static Tokens tokens(String checkedTtl, List<FixedKeys.Named> keys) {
        var settings = Settings.of(Map.of("VIGNETTE_AUTH_CHECKED_TTL", checkedTtl));
        return new Tokens(settings.bind(TokenConfig.class), new FixedKeys(keys), Clock.systemUTC());
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("vignette")
                .audience("vignette")
                .subject(SUBJECT)
                .jwtID("0190a6f4-7c1e-7d62-b4a5-3f0c2e9d8b17")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(12))))
                .claim("roles", List.of("editor"))
                .claim("teams", List.of("red", "blue"));
    }

    private static String sign(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt"));
        var token = new SignedJWT(header.build(), claims().build());
        token.sign(signer);
        return token.serialize();
    }

    private static void fill(Database database) {
        var changes = RightsChanges.of(database, Clock.systemUTC());
        changes.role(Actor.local(), SUBJECT, "editor", true);
        changes.team(Actor.local(), SUBJECT, "red", true);
        for (int i = 0; i < GRANTS; i++) {
            changes.grant(Actor.local(), SUBJECT, Integer.toString(i), Permission.VIEW_ANY, true);
        }
    }

    /// The principal of a token, which is checked.
    Principal check(String token) {
        return tokens.principal(signed.getOrDefault(token, ""));
    }
}
