package dev.vignette.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Several parts of a representation in one body, `multipart/byteranges` (RFC 9110, section 14.6). Each is
/// opened when those before it are sent.
final class ByteRanges {
    private final Representation whole;
    private final List<ByteRange> parts;
    private final String boundary = UUID.randomUUID().toString();

    ByteRanges(Representation whole, List<ByteRange> parts) {
        this.whole = whole;
        this.parts = parts;
    }

    String mediaType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    Body body() {
        long length = end().length;
        for (ByteRange part : parts) {
            length += head(part).length + part.length();
        }
        return new Body.Streamed(this::open, length);
    }

    private byte[] head(ByteRange part) {
        return ("\r\n--" + boundary + "\r\nContent-Type: " + whole.mediaType() + "\r\nContent-Range: "
                        + part.of(whole.length()) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] end() {
        return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private InputStream open() {
        var pieces = new ArrayList<Piece>();
        for (ByteRange part : parts) {
            byte[] head = head(part);
            pieces.add(new Piece(() -> new ByteArrayInputStream(head), head.length));
            pieces.add(new Piece(() -> whole.open(part), part.length()));
        }
        byte[] end = end();
        pieces.add(new Piece(() -> new ByteArrayInputStream(end), end.length));
        return new Pieces(pieces);
    }

    private record Piece(Body.StreamOpening opening, long length) {}

    /// One after the other, each of its length.
    private static final class Pieces extends InputStream {
        private final ArrayDeque<Piece> pieces;
        private InputStream current = InputStream.nullInputStream();
        private long left;

        Pieces(List<Piece> pieces) {
            this.pieces = new ArrayDeque<>(pieces);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !next()) {
                return -1;
            }
            int read = current.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new IOException("The part is shorter than it was");
            }
            left -= read;
            return read;
        }

        private boolean next() throws IOException {
            current.close();
            if (pieces.isEmpty()) {
                return false;
            }
            Piece piece = pieces.remove();
            current = piece.opening().open();
            left = piece.length();
            return true;
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
