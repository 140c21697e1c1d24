package dev.vignette.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A public key and the one algorithm that it is used with: whatever a token's header says, a key is never used
/// with another. There is none for secrets, so a public key cannot be taken for one.
///
/// @param algorithms one, or two names of the same
record KeyUse(Set<JWSAlgorithm> algorithms, Check check) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final Set<JWSAlgorithm> ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    private static final Map<Curve, JWSAlgorithm> CURVES = Map.of(
            Curve.P_256, JWSAlgorithm.ES256,
            Curve.P_384, JWSAlgorithm.ES384,
            Curve.P_521, JWSAlgorithm.ES512);

    /// Whether a signature is that of these bytes.
    @FunctionalInterface
    interface Check {
        boolean fits(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException;
    }

    /// The use of a key, when it is one that signatures may be checked with: RSA of at least 2,048 bits, the
    /// curves of NIST, Ed25519; not for encryption; with an algorithm of its kind.
    static Optional<KeyUse> of(JWK key) {
        boolean signs = (key.getKeyUse() == null || key.getKeyUse().equals(com.nimbusds.jose.jwk.KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
        if (!signs) {
            return Optional.empty();
        }
        try {
            return switch (key) {
                case RSAKey rsa -> ofRsa(rsa);
                case ECKey curve -> ofCurve(curve);
                case OctetKeyPair pair -> ofEd25519(pair);
                default -> Optional.empty();
            };
        } catch (JOSEException e) {
            return Optional.empty(); // no key of its kind after all, a point off its curve for one
        }
    }

    private static Optional<KeyUse> ofRsa(RSAKey key) throws JOSEException {
        var algorithm = key.getAlgorithm() == null
                ? JWSAlgorithm.RS256
                : JWSAlgorithm.parse(key.getAlgorithm().getName());
        if (!JWSAlgorithm.Family.RSA.contains(algorithm) || key.size() < LEAST_RSA_BITS || key.size() > MOST_RSA_BITS) {
            return Optional.empty();
        }
        return Optional.of(new KeyUse(Set.of(algorithm), new RSASSAVerifier(key.toRSAPublicKey())::verify));
    }

    private static Optional<KeyUse> ofCurve(ECKey key) throws JOSEException {
        JWSAlgorithm algorithm = CURVES.get(key.getCurve());
        if (algorithm == null || !named(key, Set.of(algorithm))) {
            return Optional.empty();
        }
        return Optional.of(new KeyUse(Set.of(algorithm), new ECDSAVerifier(key.toECPublicKey())::verify));
    }

    private static Optional<KeyUse> ofEd25519(OctetKeyPair key) {
        if (!Curve.Ed25519.equals(key.getCurve()) || !named(key, ED25519)) {
            return Optional.empty();
        }
        return Ed25519.publicKey(key.getDecodedX())
                .map(known ->
                        new KeyUse(ED25519, (_, signed, signature) -> Ed25519.fits(known, signed, signature.decode())));
    }

    private static boolean named(JWK key, Set<JWSAlgorithm> algorithms) {
        return key.getAlgorithm() == null
                || algorithms.stream()
                        .anyMatch(algorithm ->
                                algorithm.getName().equals(key.getAlgorithm().getName()));
    }
}
