package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/// A body whose hash is known: nobody is handed all of it before it was found to be the same still.
final class CheckedBody extends Body {
    private final Body body;
    private final String sha256;

    /// @param body which becomes this one's to release
    CheckedBody(Body body, String sha256) {
        this.body = body;
        this.sha256 = sha256;
    }

    @Override
    long length() {
        return body.length();
    }

    /// @throws VignetteException `INTERNAL` when it is not what was kept
    @Override
    <T> T use(Function<ByteBuffer, T> reader) {
        return body.read(bytes -> {
            if (!HexFormat.of().formatHex(digest(bytes.duplicate())).equals(sha256)) {
                throw new VignetteException(ErrorCode.INTERNAL, "The file of the image is damaged");
            }
            return reader.apply(bytes);
        });
    }

    private static byte[] digest(ByteBuffer bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    void copy(long position, ByteBuffer target) {
        body.peek(position, target);
    }

    @Override
    void free() {
        body.release();
    }
}
