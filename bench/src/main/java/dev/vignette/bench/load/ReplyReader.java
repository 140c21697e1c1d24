package dev.vignette.bench.load;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads answers from a connection, one after the other. Of a body it keeps the start and counts the rest: what an
/// image is stands in its first bytes, and thousands of connections must not each hold a whole one.
final class ReplyReader {
    private static final int KEPT = 4096;
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] kept = new byte[KEPT];
    private long total;
    private int bodyAt;
    private long bodyLength;

    /// Whether nothing of the next answer has come yet.
    boolean isEmpty() {
        return total == 0;
    }

    /// Takes all that the buffer has.
    ///
    /// @return whether the answer is complete
    /// @throws ProtocolException when it is no answer with a length, or more than one
    boolean take(ByteBuffer bytes) throws ProtocolException {
        int before = keptLength();
        int more = Math.min(bytes.remaining(), KEPT - before);
        bytes.get(kept, before, more);
        total += more + bytes.remaining();
        bytes.position(bytes.limit());
        if (bodyAt == 0) {
            readHead(Math.max(0, before - BLANK_LINE.length));
        }
        if (bodyAt > 0 && total > bodyAt + bodyLength) {
            throw new ProtocolException("more than one answer");
        }
        return bodyAt > 0 && total == bodyAt + bodyLength;
    }

    /// The complete answer; the next one can be read then.
    Reply reply() {
        Reply reply = new Reply(head(), Arrays.copyOfRange(kept, bodyAt, keptLength()), bodyLength);
        total = 0;
        bodyAt = 0;
        return reply;
    }

    private int keptLength() {
        return (int) Math.min(total, KEPT);
    }

    private String head() {
        return new String(kept, 0, bodyAt, StandardCharsets.ISO_8859_1);
    }

    private void readHead(int from) throws ProtocolException {
        int length = keptLength();
        for (int at = from; at + BLANK_LINE.length <= length; at++) {
            if (Arrays.equals(kept, at, at + BLANK_LINE.length, BLANK_LINE, 0, BLANK_LINE.length)) {
                bodyAt = at + BLANK_LINE.length;
                bodyLength = new Reply(head(), new byte[0], 0)
                        .header("Content-Length")
                        .map(Long::parseLong)
                        .orElseThrow(() -> new ProtocolException("no length"));
                return;
            }
        }
        if (length == KEPT) {
            throw new ProtocolException("more than " + KEPT + " bytes of headers");
        }
    }
}
