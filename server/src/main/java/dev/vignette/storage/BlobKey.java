package dev.vignette.storage;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of a blob: the SHA-256 of its bytes. So equal blobs are one, and what is read can be checked by its
/// name.
///
/// @param sha256 64 lower-case hexadecimal digits
public record BlobKey(String sha256) {
    private static final int DIGITS = 64;
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

    /// @throws IllegalArgumentException when it is no such name
    public BlobKey {
        if (!isKey(sha256)) {
            throw new IllegalArgumentException(sha256 + " is not a SHA-256");
        }
    }

    static BlobKey of(byte[] digest) {
        return new BlobKey(HexFormat.of().formatHex(digest));
    }

    static boolean isKey(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return sha256;
    }
}
