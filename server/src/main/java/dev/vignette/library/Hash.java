package dev.vignette.library;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, as contents are known by it.
final class Hash {
    private Hash() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// In hexadecimal digits; the digest begins anew.
    static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
