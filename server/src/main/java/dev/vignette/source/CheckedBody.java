package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
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
            if (!digest(bytes.duplicate()).equals(sha256)) {
                throw new VignetteException(ErrorCode.INTERNAL, "The file of the image is damaged");
            }
            return reader.apply(bytes);
        });
    }

    private static String digest(ByteBuffer bytes) {
        MessageDigest digest = Sha256.begin();
        digest.update(bytes);
        return Sha256.text(digest);
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
