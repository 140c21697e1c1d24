package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;

/// What became of a body, in a few words.
final class BodySums {
    static final int LIMIT = 40 << 20;

    private BodySums() {}

    static String sum(Exchange exchange) throws IOException {
        var crc = new CRC32();
        long length = 0;
        var body = exchange.body(LIMIT);
        byte[] block = new byte[100_000];
        for (int n = body.read(block); n >= 0; n = body.read(block)) {
            crc.update(block, 0, n);
            length += n;
        }
        assertThat(body.read()).isNegative();
        return text(length, crc);
    }

    static String sumOfChunks(Exchange exchange) {
        var crc = new CRC32();
        long length = 0;
        var body = exchange.body(LIMIT);
        for (ByteBuffer chunk = body.chunk(); chunk.hasRemaining(); chunk = body.chunk()) {
            length += chunk.remaining();
            crc.update(chunk);
        }
        return text(length, crc);
    }

    static String sumOfBytes(Exchange exchange) {
        var crc = new CRC32();
        long length = 0;
        var body = exchange.body(LIMIT);
        for (int next = body.read(); next >= 0; next = body.read()) {
            crc.update(next);
            length++;
        }
        return text(length, crc);
    }

    static String text(long length, CRC32 crc) {
        return length + " " + HexFormat.of().toHexDigits(crc.getValue());
    }

    static String text(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return text(bytes.length, crc);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
