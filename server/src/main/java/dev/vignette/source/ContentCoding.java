package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Undoes the `Content-Encoding` of an origin that compresses although it was asked not to. The output is capped while
/// it is made, so that a small body cannot unfold into all of the memory.
enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    private static final int BUFFER = 8 << 10;

    /// The coding that a `Content-Encoding` header names; empty for one that is not known, and for several.
    static Optional<ContentCoding> named(String header) {
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /// @throws VignetteException `SOURCE_TOO_LARGE` when the result passes `cap` bytes, `SOURCE_FAILED` when the body
    ///     is not in this coding
    byte[] decode(byte[] body, int cap) {
        return switch (this) {
            case IDENTITY -> body;
            case GZIP -> unpack(cap, () -> new GZIPInputStream(new ByteArrayInputStream(body), BUFFER));
            case DEFLATE -> inflate(body, cap);
        };
    }

    /// The name means zlib; some servers send the bare stream.
    private static byte[] inflate(byte[] body, int cap) {
        boolean zlib =
                body.length >= 2 && (body[0] & 0x0f) == 8 && ((body[0] & 0xff) << 8 | (body[1] & 0xff)) % 31 == 0;
        try (var inflater = new Inflater(!zlib)) {
            return unpack(cap, () -> new InflaterInputStream(new ByteArrayInputStream(body), inflater, BUFFER));
        }
    }

    private static byte[] unpack(int cap, Unpacking unpacking) {
        try (InputStream stream = unpacking.open()) {
            byte[] bytes = stream.readNBytes(cap);
            if (stream.read() >= 0) {
                throw BodyCollector.tooLarge(cap);
            }
            return bytes;
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "The source's compressed answer is damaged", e);
        }
    }

    private interface Unpacking {
        InputStream open() throws IOException;
    }
}
