package dev.vignette.auth;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.vignette.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Public keys from PEM files (RFC 7468): `PUBLIC KEY` and `CERTIFICATE`, of which only the key counts.
final class PemKeys {
    private static final Pattern NAMED = Pattern.compile("(?:((?:RS|PS)(?:256|384|512)):)?(.+)");
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    private PemKeys() {}

    /// @param files each a path, with an algorithm and a colon before it or without
    /// @throws ConfigException when a file cannot be read or holds a key that is of no use
    static FixedKeys read(List<String> files) {
        var keys = new ArrayList<FixedKeys.Named>();
        for (String file : files) {
            keys.addAll(read(file));
        }
        return new FixedKeys(keys);
    }

    private static List<FixedKeys.Named> read(String file) {
        var named = NAMED.matcher(file);
        if (!named.matches()) {
            throw refused(file, "names no file", null);
        }
        Algorithm algorithm = named.group(1) == null ? null : new JWSAlgorithm(named.group(1));
        try {
            String text = Files.readString(Path.of(named.group(2)), StandardCharsets.US_ASCII);
            return publicKeys(file, text).stream()
                    .map(key -> FixedKeys.named(jwk(key, algorithm)).orElseThrow(() -> useless(file)))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw refused(file, "cannot be read as text", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refused(file, "holds something that is no RSA, elliptic curve or Ed25519 key", e);
        }
    }

    private static ConfigException useless(String file) {
        return refused(
                file,
                "holds a key that cannot be used: RSA must have 2,048 to 8,192 bits, a curve be one of NIST's or "
                        + "Ed25519, and only RSA have an algorithm written before it",
                null);
    }

    private static List<PublicKey> publicKeys(String file, String text) throws GeneralSecurityException {
        var keys = new ArrayList<PublicKey>();
        var blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(blocks.group(2));
            switch (blocks.group(1)) {
                case "PUBLIC KEY" -> keys.add(publicKey(bytes));
                case "CERTIFICATE" ->
                    keys.add(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes))
                            .getPublicKey());
                default -> throw refused(file, "holds a " + blocks.group(1) + "; only public keys belong there", null);
            }
        }
        if (keys.isEmpty()) {
            throw refused(file, "holds no PUBLIC KEY or CERTIFICATE", null);
        }
        return keys;
    }

    private static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException e) {
                // of another kind, if of any
            }
        }
        throw new InvalidKeySpecException("no key of a kind that is known");
    }

    private static JWK jwk(PublicKey key, @Nullable Algorithm algorithm) {
        return switch (key) {
            case RSAPublicKey rsa ->
                new RSAKey.Builder(rsa).algorithm(algorithm).build();
            case ECPublicKey curve ->
                new ECKey.Builder(Curve.forECParameterSpec(curve.getParams()), curve)
                        .algorithm(algorithm)
                        .build();
            case EdECPublicKey edwards ->
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(Ed25519.bytes(edwards)))
                        .algorithm(algorithm)
                        .build();
            default -> throw new IllegalArgumentException("of a kind that is not known: " + key.getAlgorithm());
        };
    }

    private static ConfigException refused(String file, String why, @Nullable Exception cause) {
        var refusal = new ConfigException(TokenConfig.PEM_NAME, file + " " + why);
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
