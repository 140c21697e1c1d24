package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReplyReaderTest {
    private static final String REFUSED =
            "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\nContent-Length: 5\r\n\r\nlater";

    @Test
    void take_byteByByte_isCompleteAtTheLast() throws ProtocolException {
        ReplyReader reader = new ReplyReader();
        for (int turn = 0; turn < 2; turn++) {
            for (int at = 0; at < REFUSED.length() - 1; at++) {
                assertThat(reader.take(bytes(REFUSED.substring(at, at + 1)))).isFalse();
            }
            assertThat(reader.take(bytes("r"))).isTrue();

            Reply reply = reader.reply();
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.retryAfter()).isEqualTo(3);
            assertThat(reply.start()).isEqualTo("later".getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.isEmpty()).isTrue();
        }
    }

    @Test
    void take_longBody_keepsItsStartAndCountsIt() throws ProtocolException {
        ReplyReader reader = new ReplyReader();
        int length = 100_000;
        assertThat(reader.take(bytes("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(10))))
                .isFalse();
        assertThat(reader.take(bytes("x".repeat(length - 10)))).isTrue();

        Reply reply = reader.reply();
        assertThat(reply.bytes()).isEqualTo(length);
        assertThat(reply.start()).hasSizeBetween(3000, 4096).containsOnly('x');
    }

    @Test
    void take_noLengthOrTooMuch_fails() {
        assertThatThrownBy(() -> new ReplyReader().take(bytes("HTTP/1.1 200 OK\r\n\r\n")))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new ReplyReader().take(bytes(REFUSED + "!"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void hit_eitherHeader_isRead() {
        assertThat(reply("Cache-Status: Vignette; hit").hit()).isTrue();
        assertThat(reply("Cache-Status: Vignette; fwd=uri-miss").hit()).isFalse();
        assertThat(reply("Server-Timing: cache;desc=hit").hit()).isTrue();
        assertThat(reply("Server-Timing: queue;dur=0.1").hit()).isFalse();
    }

    private static Reply reply(String header) {
        return new Reply("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n", new byte[0], 0);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
