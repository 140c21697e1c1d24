package dev.vignette.auth;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Signatures by Ed25519 (RFC 8032), as the JDK makes and checks them.
final class Ed25519 {
    static final String NAME = "Ed25519";
    private static final int KEY_BYTES = 32;
    /// What stands before the 32 bytes of a key in its X.509 form (RFC 8410).
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /// A key of 32 bytes; empty when they are no point of the curve, or not as many.
    static Optional<PublicKey> publicKey(byte[] bytes) {
        if (bytes.length != KEY_BYTES) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + KEY_BYTES);
        System.arraycopy(bytes, 0, encoded, PREFIX.length, KEY_BYTES);
        try {
            return Optional.of(KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /// The 32 bytes of a key.
    static byte[] bytes(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            var signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was made or read as one of Ed25519 must sign", e);
        }
    }

    static boolean fits(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            var check = Signature.getInstance(NAME);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false; // not even of the form of a signature, or a key that is no point of the curve
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(NoSuchAlgorithmException e) {
        return new IllegalStateException("every JDK has " + NAME, e);
    }
}
