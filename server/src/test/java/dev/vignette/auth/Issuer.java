package dev.vignette.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// An issuer of tokens with a key of each kind, which signs whatever it is given.
final class Issuer {
    final TestClock clock = new TestClock();
    final RSAKey rsa;
    final ECKey curve;
    final KeyPair edwards = Ed25519.generate();
    final OctetKeyPair edwardsJwk = new OctetKeyPair.Builder(
                    Curve.Ed25519, Base64URL.encode(Ed25519.bytes(edwards.getPublic())))
            .keyID("edwards")
            .build();

    Issuer() {
        try {
            rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
            curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    JWKSet published() {
        return new JWKSet(List.<JWK>of(rsa, curve, edwardsJwk)).toPublicJWKSet();
    }

    /// Its keys, as if they had been fetched.
    TokenKeys keys() {
        return header -> published().getKeys().stream()
                .filter(key -> key.getKeyID().equals(header.getKeyID()))
                .flatMap(key -> KeyUse.of(key).stream())
                .filter(use -> use.algorithms().contains(header.getAlgorithm()))
                .toList();
    }

    Tokens tokens(String... settings) {
        return new Tokens(config(settings), keys(), clock);
    }

    /// @param settings names after `VIGNETTE_AUTH_` and values in turn
    static TokenConfig config(String... settings) {
        var environment = new java.util.HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_AUTH_" + settings[i], settings[i + 1]);
        }
        return Settings.of(environment).bind(TokenConfig.class);
    }

    /// Claims that are accepted.
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("vignette")
                .audience("vignette")
                .subject("ann")
                .jwtID("token-1")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(Duration.ofHours(1))));
    }

    /// A header that is accepted.
    JWSHeader.Builder header(JWSAlgorithm algorithm, JWK key) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    String token() {
        return token(claims -> claims);
    }

    /// Signed with the curve's key.
    String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(
                header(JWSAlgorithm.ES256, curve).build(),
                change.apply(claims()).build());
    }

    /// Signed with the curve's key.
    String token(JWSHeader header) {
        return signed(header, claims().build());
    }

    String signed(JWSHeader header, JWTClaimsSet claims) {
        return signed(header.toString(), claims.toString(), curve);
    }

    /// Signed by the algorithm that goes with the key, whatever the header says.
    static String signed(String header, String claims, JWK key) {
        String signed = encoded(header) + '.' + encoded(claims);
        byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
            var algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
            return signed + '.' + signer.sign(new JWSHeader(algorithm), bytes);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// By a signer of its own algorithm.
    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    String signedByEdwards(JWSHeader header, JWTClaimsSet claims) {
        String signed = encoded(header.toString()) + '.' + encoded(claims.toString());
        byte[] signature = Ed25519.sign(edwards.getPrivate(), signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + Base64URL.encode(signature);
    }

    static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }

    static Map<String, Object> grants(int count) {
        var grants = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < count; i++) {
            grants.put("/images/" + i, List.of("view:any"));
        }
        return grants;
    }
}
