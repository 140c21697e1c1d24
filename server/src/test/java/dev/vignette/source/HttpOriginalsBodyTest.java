package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies: whole, short, endless, lying, compressed.
@Timeout(120)
class HttpOriginalsBodyTest {
    private static final int CAP = 3 << 20;

    private final Fetching fetching = new Fetching("MAX_BYTES", String.valueOf(CAP));

    @AfterEach
    void close() {
        fetching.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, CAP})
    void fetch_announcedLength_isReadWhole(int size) throws IOException {
        byte[] body = random(size);
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Content-Length: " + size);
            out.write(body);
            return true;
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(Fetching.bytes(fetching.fetch(origin.url("/")))).isEqualTo(body);
            }
            assertThat(origin.connections()).as("of five fetches").isLessThan(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 1_000_000, CAP})
    void fetch_chunked_isReadWhole(int size) throws IOException {
        byte[] body = random(size);
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Transfer-Encoding: chunked");
            if (size > 0) {
                chunk(out, body);
            }
            chunk(out, new byte[0]);
            return true;
        })) {
            assertThat(Fetching.bytes(fetching.fetch(origin.url("/")))).isEqualTo(body);
        }
    }

    @Test
    void fetch_bodyThatEndsWithTheConnection_isReadWhole() throws IOException {
        byte[] body = random(300_000);
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Connection: close");
            out.write(body);
            return false;
        })) {
            assertThat(Fetching.bytes(fetching.fetch(origin.url("/")))).isEqualTo(body);
        }
    }

    @Test
    void fetch_announcedTooLarge_isRefusedBeforeItIsRead() throws IOException {
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Content-Length: " + (CAP + 1));
            return true;
        })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TOO_LARGE);
        }
    }

    @Test
    void fetch_absurdLength_isTooLarge() throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 200 OK", "Content-Length: 9223372036854775807", "", "x")) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1,2", "0x10", "99999999999999999999", "five"})
    void fetch_lengthThatIsNone_isSourceFailed(String length) throws IOException {
        try (var origin = RawOrigin.answeringOnce("HTTP/1.1 200 OK", "Content-Length: " + length, "", "x")) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
        }
    }

    @Test
    void fetch_endlessBody_isCutAtTheCap() throws Exception {
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Connection: close");
            byte[] block = new byte[64 << 10];
            while (true) {
                out.write(block);
            }
        })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TOO_LARGE);
            Waiting.until(() -> origin.broken() == 1);
        }
    }

    @Test
    void fetch_endlessChunks_areCutAtTheCap() throws Exception {
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Transfer-Encoding: chunked");
            byte[] block = new byte[64 << 10];
            while (true) {
                chunk(out, block);
            }
        })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TOO_LARGE);
            Waiting.until(() -> origin.broken() == 1);
        }
    }

    @Test
    void fetch_endlessErrorPage_isNotReadToItsEnd() throws Exception {
        try (var origin = new RawOrigin((request, out) -> {
            out.write("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[64 << 10];
            while (true) {
                out.write(block);
            }
        })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_NOT_FOUND);
            Waiting.until(() -> origin.broken() == 1);
        }
    }

    @Test
    void fetch_shortBody_isSourceFailed() throws IOException {
        try (var origin = RawOrigin.answeringOnce("HTTP/1.1 200 OK", "Content-Length: 10", "", "short")) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
        }
    }

    @Test
    void fetch_chunksWithoutTheLast_isSourceFailed() throws IOException {
        try (var origin = RawOrigin.answeringOnce("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "5", "short")) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"surplus", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"})
    void fetch_moreThanAnnounced_isNotTakenForTheNextAnswer(String surplus) throws IOException {
        try (var origin = new RawOrigin((request, out) -> {
            head(out, "Content-Length: 4");
            String body = request.startsWith("GET /first") ? "good" + surplus : "next";
            out.write(body.getBytes(StandardCharsets.US_ASCII));
            return true;
        })) {
            assertThat(fetching.text(origin.url("/first"))).isEqualTo("good");
            assertThat(fetching.text(origin.url("/next"))).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\r\n", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/9.9 abc\r\n\r\n"})
    void fetch_closedBeforeAnAnswer_isSourceFailed(String garbage) throws IOException {
        try (var origin = RawOrigin.answeringOnce(garbage)) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void fetch_endlessHead_isSourceFailed() throws IOException {
        try (var origin = new RawOrigin((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] line = "X-Padding: 0123456789012345678901234567890123456789\r\n".getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(line);
            }
        })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
        }
    }

    @Test
    void fetch_gzipAgainstOurWish_isUnpacked() throws IOException {
        byte[] body = random(100_000);
        assertThat(fetchEncoded("gzip", gzip(body))).isEqualTo(body);
        assertThat(fetchEncoded("X-GZIP", gzip(body))).isEqualTo(body);
        assertThat(fetchEncoded("identity", body)).isEqualTo(body);
    }

    @Test
    void fetch_gzipBomb_isTooLarge() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(CAP);
        try (var origin = encoded("gzip", bomb)) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "compress"})
    void fetch_otherEncoding_isSourceFailed(String encoding) throws IOException {
        try (var origin = encoded(encoding, gzip(new byte[10]))) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining("content encoding");
        }
    }

    private byte[] fetchEncoded(String encoding, byte[] body) throws IOException {
        try (var origin = encoded(encoding, body)) {
            return Fetching.bytes(fetching.fetch(origin.url("/")));
        }
    }

    private static RawOrigin encoded(String encoding, byte[] body) throws IOException {
        return new RawOrigin((request, out) -> {
            head(out, "Content-Encoding: " + encoding, "Content-Length: " + body.length);
            out.write(body);
            return true;
        });
    }

    private static void head(OutputStream out, String... headers) throws IOException {
        String head = "HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, byte[] data) throws IOException {
        out.write((Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(data);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] gzip(byte[] data) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(data);
        }
        return bytes.toByteArray();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
