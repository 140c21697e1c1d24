package dev.vignette.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Optional;

/// Keys that do not change while the server runs: those of PEM files, or the server's own. Issuers name such
/// keys as they like, so they are told apart by their algorithm; only where a token's key id is the thumbprint
/// of one of them, that one is meant.
record FixedKeys(List<Named> keys) implements TokenKeys {
    FixedKeys {
        keys = List.copyOf(keys);
    }

    /// @param id the thumbprint of the key (RFC 7638)
    record Named(String id, KeyUse use) {}

    /// Empty for a key that signatures cannot be checked with.
    static Optional<Named> named(JWK key) {
        try {
            String id = key.computeThumbprint().toString();
            return KeyUse.of(key).map(use -> new Named(id, use));
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Whether one has this thumbprint.
    boolean holds(String id) {
        return keys.stream().anyMatch(key -> key.id().equals(id));
    }

    @Override
    public List<KeyUse> candidates(JWSHeader header) {
        String id = header.getKeyID();
        boolean meant = id != null && holds(id);
        return keys.stream()
                .filter(key -> !meant || key.id().equals(id))
                .map(Named::use)
                .filter(use -> use.algorithms().contains(header.getAlgorithm()))
                .toList();
    }
}
