package dev.vignette.library;

import dev.vignette.error.VignetteException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The `Upload-Checksum` field of tus: an algorithm, and what it makes of the body in Base64.
///
/// @param algorithm as the JDK calls it
@SuppressWarnings("ArrayRecordComponent") // it is made for one request and compared with nothing but its bytes
record TusChecksum(String algorithm, byte[] expected) {
    private static final String FIELD = "Upload-Checksum";
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");
    static final String NAMES = "md5,sha1,sha256";

    /// @throws VignetteException `BAD_PARAMETER`
    static TusChecksum parse(String field) {
        String[] parts = field.strip().split(" +", -1);
        String algorithm = ALGORITHMS.get(parts[0]);
        if (parts.length != 2 || algorithm == null) {
            throw bad();
        }
        try {
            return new TusChecksum(algorithm, Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    private static VignetteException bad() {
        return VignetteException.badParameter(
                FIELD, FIELD + " is not an algorithm and a checksum in Base64", List.of("md5 …", "sha1 …", "sha256 …"));
    }

    MessageDigest begin() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    boolean holds(MessageDigest digest) {
        return MessageDigest.isEqual(digest.digest(), expected);
    }
}
