package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.BodyStream;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.BlobWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/// What came of a request's body, up to its end, to where it broke off, or to as much as one part has.
///
/// @param failure why the body broke off
/// @param last whether nothing more comes
record ReceivedPart(BlobWriter writer, Optional<VignetteException> failure, boolean last) implements AutoCloseable {
    /// What a server that is killed loses of an upload at most.
    private static final int LARGEST = 64 << 20;

    /// @throws VignetteException when nothing of it may be kept: the store fails, the body is too large, or it is
    ///     not what the checksum says
    static ReceivedPart receive(BlobStore blobs, BodyStream body, Optional<TusChecksum> checksum) {
        BlobWriter writer = blobs.write();
        try {
            return receive(writer, body, checksum);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static ReceivedPart receive(BlobWriter writer, BodyStream body, Optional<TusChecksum> checksum) {
        Optional<MessageDigest> digest = checksum.map(TusChecksum::begin);
        while (digest.isPresent() || writer.bytes() < LARGEST) {
            ByteBuffer chunk;
            try {
                chunk = body.chunk();
            } catch (VignetteException e) {
                if (digest.isPresent() || !brokeOff(e.code())) {
                    throw e;
                }
                return new ReceivedPart(writer, Optional.of(e), true);
            }
            if (!chunk.hasRemaining()) {
                if (digest.isPresent() && !checksum.orElseThrow().holds(digest.get())) {
                    throw new VignetteException(ErrorCode.CHECKSUM_MISMATCH, "The body is not what its checksum says");
                }
                return new ReceivedPart(writer, Optional.empty(), true);
            }
            digest.ifPresent(it -> it.update(chunk.duplicate()));
            writer.append(chunk);
        }
        return new ReceivedPart(writer, Optional.empty(), false);
    }

    private static boolean brokeOff(ErrorCode code) {
        return code == ErrorCode.CLIENT_GONE || code == ErrorCode.BODY_TOO_SLOW;
    }

    long bytes() {
        return writer.bytes();
    }

    String sha256() {
        return writer.key().sha256();
    }

    /// Puts it into the store.
    void commit() {
        var _ = writer.commit();
    }

    @Override
    public void close() {
        writer.close();
    }
}
