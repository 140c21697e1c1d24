package dev.vignette.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that blobs are named by.
final class Sha256 {
    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
