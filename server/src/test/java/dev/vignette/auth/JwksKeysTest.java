package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.vignette.TestOrigin;
import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys that a real server publishes.
final class JwksKeysTest {
    private static final String PATH = "/keys.json";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration RARELY = Duration.ofMinutes(59);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Issuer issuer = new Issuer();
    private TestOrigin origin;
    private KeyFetch fetch;

    @BeforeEach
    void start() throws IOException {
        origin = new TestOrigin();
        fetch = new KeyFetch();
    }

    @AfterEach
    void stop() {
        fetch.close();
        origin.close();
    }

    private void publish(JWK... keys) {
        byte[] set = new JWKSet(List.of(keys)).toString(true).getBytes(StandardCharsets.UTF_8);
        origin.serve(PATH, set, "Content-Type", "application/jwk-set+json");
    }

    private Tokens tokens(Duration refresh, Duration interval, Duration outage) {
        var plain = Issuer.config();
        var config = new TokenConfig(
                plain.issuer(),
                plain.audience(),
                Optional.of(origin.url(PATH)),
                refresh,
                interval,
                outage,
                List.of(),
                plain.tokenTypes(),
                plain.maxLifetime(),
                plain.clockSkew(),
                Duration.ZERO,
                plain.cookie(),
                Optional.empty());
        return new Tokens(config, new JwksKeys(config, fetch), issuer.clock);
    }

    private static ECKey curve(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    private String token(ECKey key) {
        String header = issuer.header(JWSAlgorithm.ES256, key).build().toString();
        return Issuer.signed(header, issuer.claims().build().toString(), key);
    }

    private static boolean accepted(Tokens tokens, String token) {
        try {
            return tokens.principal(token).subject().equals("ann");
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            return false;
        }
    }

    private static void assertUnavailable(Tokens tokens, String token) {
        assertThatThrownBy(() -> tokens.principal(token))
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.KEYS_UNAVAILABLE));
    }

    @Test
    void principal_manyTokens_fetchOnce() {
        publish(issuer.curve, issuer.rsa);
        var tokens = tokens(LONG, RARELY, LONG);

        for (int i = 0; i < 20; i++) {
            assertThat(accepted(tokens, issuer.token())).isTrue();
        }
        assertThat(origin.requests(PATH)).isEqualTo(1);
    }

    @Test
    void principal_newKey_isFetched() throws JOSEException {
        publish(issuer.curve);
        var tokens = tokens(LONG, RARELY, LONG);
        assertThat(accepted(tokens, issuer.token())).isTrue();

        ECKey next = curve("next");
        publish(issuer.curve, next);

        assertThat(accepted(tokens, token(next))).isTrue();
        assertThat(origin.requests(PATH)).isEqualTo(2);
    }

    /// Whoever invents key ids cannot make this server ask and ask.
    @Test
    void principal_manyUnknownKeys_fetchTwiceInTheInterval() throws JOSEException {
        publish(issuer.curve);
        var tokens = tokens(LONG, RARELY, LONG);

        for (int i = 0; i < 30; i++) {
            assertThat(accepted(tokens, token(curve("invented-" + i)))).isFalse();
        }
        assertThat(origin.requests(PATH)).isEqualTo(2);
        assertThat(accepted(tokens, issuer.token()))
                .as("the known key meanwhile")
                .isTrue();
    }

    @Test
    void principal_withdrawnKey_isRefusedAfterTheRefresh() throws JOSEException {
        publish(issuer.curve);
        var tokens = tokens(SHORT, Duration.ofMillis(1), LONG);
        assertThat(accepted(tokens, issuer.token())).isTrue();

        publish(curve("next"));

        Waiting.until(() -> !accepted(tokens, issuer.token()));
    }

    @Test
    void principal_whileTheIssuerIsAway_goesByTheLastKeys() throws JOSEException {
        publish(issuer.curve);
        var tokens = tokens(SHORT, Duration.ofMillis(1), LONG);
        assertThat(accepted(tokens, issuer.token())).isTrue();

        origin.serve(PATH, exchange -> exchange.sendResponseHeaders(500, -1));
        int before = origin.requests(PATH);
        Waiting.until(() -> {
            assertThat(accepted(tokens, issuer.token())).isTrue();
            return origin.requests(PATH) > before + 1;
        });
    }

    @Test
    void principal_afterTheOutageIsTooLong_isUnavailable() {
        publish(issuer.curve);
        var tokens = tokens(SHORT, Duration.ofMillis(1), Duration.ofMillis(1));
        assertThat(accepted(tokens, issuer.token())).isTrue();

        origin.serve(PATH, exchange -> exchange.sendResponseHeaders(500, -1));

        Waiting.until(() -> {
            try {
                return !tokens.principal(issuer.token()).subject().equals("ann");
            } catch (VignetteException e) {
                return e.code() == ErrorCode.KEYS_UNAVAILABLE;
            }
        });
    }

    @Test
    void principal_keysThatCannotBeHad_isUnavailable() {
        var tokens = tokens(LONG, Duration.ofMillis(1), LONG);
        assertUnavailable(tokens, issuer.token());
        origin.serve(PATH, "no keys".getBytes(StandardCharsets.UTF_8));
        assertUnavailable(tokens, issuer.token());
        origin.serve(PATH, new byte[300 << 10]);
        assertUnavailable(tokens, issuer.token());
    }

    /// It is the keys that are missing, not the token that is wrong, also while they are not asked for again.
    @Test
    void principal_issuerAwayFromTheStart_isUnavailableForAll() {
        var tokens = tokens(LONG, RARELY, LONG);

        for (int i = 0; i < 5; i++) {
            assertUnavailable(tokens, issuer.token());
        }
        assertThat(origin.requests(PATH)).isEqualTo(2);
    }

    @Test
    void principal_keyThatIsNoPointOfItsCurve_spoilsTheSet() {
        var key = new HashMap<>(issuer.curve.toPublicJWK().toJSONObject());
        key.put("y", key.get("x"));
        String set = new JsonObject()
                .put("keys", new JsonArray().add(new JsonObject(key)))
                .encode();
        origin.serve(PATH, set.getBytes(StandardCharsets.UTF_8));

        assertUnavailable(tokens(LONG, RARELY, LONG), issuer.token());
    }

    @Test
    void principal_redirect_isNotFollowed() {
        origin.serve("/elsewhere.json", issuer.published().toString().getBytes(StandardCharsets.UTF_8));
        origin.serve(PATH, exchange -> {
            exchange.getResponseHeaders().set("Location", origin.url("/elsewhere.json"));
            exchange.sendResponseHeaders(302, -1);
        });

        assertUnavailable(tokens(LONG, RARELY, LONG), issuer.token());
        assertThat(origin.requests("/elsewhere.json")).isZero();
    }

    @Test
    void principal_keysOfNoUse_arePassedOver() throws JOSEException {
        ECKey forEncryption = new ECKeyGenerator(Curve.P_256)
                .keyID("enc")
                .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
                .generate();
        ECKey otherwise = new ECKeyGenerator(Curve.P_256)
                .keyID("alg")
                .algorithm(JWSAlgorithm.ES512)
                .generate();
        RSAKey small = new RSAKeyGenerator(1024, true).keyID("small").generate();
        publish(forEncryption, otherwise, small, issuer.curve);
        var tokens = tokens(LONG, RARELY, LONG);

        assertThat(accepted(tokens, token(forEncryption))).isFalse();
        assertThat(accepted(tokens, token(otherwise))).isFalse();
        assertThat(KeyUse.of(small)).isEmpty();
        assertThat(accepted(tokens, issuer.token())).isTrue();
    }
}
