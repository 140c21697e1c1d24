package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
    private static final int PIECE = 64 << 10;

    /// The coding that a `Content-Encoding` header names; empty for one that is not known, and for several.
    static Optional<ContentCoding> named(String header) {
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /// @param out takes the result, piece by piece
    /// @throws VignetteException `SOURCE_TOO_LARGE` when the result passes `cap` bytes, `SOURCE_FAILED` when the
    ///     body is not in this coding
    void decode(ByteBuffer body, int cap, Sink out) {
        switch (this) {
            case IDENTITY -> out.write(Unpooled.wrappedBuffer(body));
            case GZIP -> unpack(cap, out, () -> new GZIPInputStream(stream(body), BUFFER));
            case DEFLATE -> inflate(body, cap, out);
        }
    }

    /// The name means zlib; some servers send the bare stream.
    private static void inflate(ByteBuffer body, int cap, Sink out) {
        boolean zlib = body.remaining() >= 2
                && (body.get(0) & 0x0f) == 8
                && ((body.get(0) & 0xff) << 8 | (body.get(1) & 0xff)) % 31 == 0;
        try (var inflater = new Inflater(!zlib)) {
            unpack(cap, out, () -> new InflaterInputStream(stream(body), inflater, BUFFER));
        }
    }

    private static InputStream stream(ByteBuffer body) {
        return new ByteBufInputStream(Unpooled.wrappedBuffer(body));
    }

    private static void unpack(int cap, Sink out, Unpacking unpacking) {
        byte[] piece = new byte[PIECE];
        int count = 0;
        try (InputStream stream = unpacking.open()) {
            for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
                if (read > cap - count) {
                    throw BodyCollector.tooLarge(cap);
                }
                count += read;
                out.write(Unpooled.wrappedBuffer(piece, 0, read));
            }
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "The source's compressed answer is damaged", e);
        }
    }

    private interface Unpacking {
        InputStream open() throws IOException;
    }
}
