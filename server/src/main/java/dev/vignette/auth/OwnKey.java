package dev.vignette.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;

/// The server's own key (Ed25519). It signs shared links, and the tokens of `vignette token`.
final class OwnKey {
    private final PublicKey known;
    private final PrivateKey secret;
    private final FixedKeys.Named named;

    OwnKey(PublicKey known, PrivateKey secret) {
        this.known = known;
        this.secret = secret;
        this.named = FixedKeys.named(
                        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(Ed25519.bytes(known))).build())
                .orElseThrow(() -> new IllegalStateException("the own key is no Ed25519 key"));
    }

    PublicKey known() {
        return known;
    }

    /// To check what it signed.
    FixedKeys keys() {
        return new FixedKeys(List.of(named));
    }

    /// @param type what the token is for, its `typ`
    String sign(String type, JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .type(new JOSEObjectType(type))
                .keyID(named.id())
                .build();
        var unsigned = new SignedJWT(header, claims);
        var signature = Base64URL.encode(Ed25519.sign(secret, unsigned.getSigningInput()));
        try {
            return new SignedJWT(header.toBase64URL(), claims.toPayload().toBase64URL(), signature).serialize();
        } catch (ParseException e) {
            throw new IllegalStateException("what was written cannot be read", e);
        }
    }
}
