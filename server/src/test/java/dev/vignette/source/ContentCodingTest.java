package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
    private static final byte[] DATA = new byte[1000];

    static {
        new Random(1).nextBytes(DATA);
    }

    @Test
    void decode_gzip_isUndone() throws IOException {
        assertThat(decoded(ContentCoding.GZIP, gzip(), DATA.length)).isEqualTo(DATA);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decode_deflateWithAndWithoutZlib_isUndone(boolean bare) throws IOException {
        assertThat(decoded(ContentCoding.DEFLATE, deflate(bare), DATA.length)).isEqualTo(DATA);
    }

    @Test
    void decode_largerThanTheCap_isTooLarge() throws IOException {
        assertFails(ContentCoding.GZIP, gzip(), DATA.length - 1, ErrorCode.SOURCE_TOO_LARGE);
        assertFails(ContentCoding.DEFLATE, deflate(false), DATA.length - 1, ErrorCode.SOURCE_TOO_LARGE);
    }

    @Test
    void decode_damaged_isSourceFailed() throws IOException {
        byte[] whole = gzip();
        assertFails(ContentCoding.GZIP, Arrays.copyOf(whole, whole.length - 20), 9999, ErrorCode.SOURCE_FAILED);
        assertFails(ContentCoding.GZIP, DATA, 9999, ErrorCode.SOURCE_FAILED);
        assertFails(ContentCoding.GZIP, new byte[0], 9999, ErrorCode.SOURCE_FAILED);
        assertFails(ContentCoding.DEFLATE, new byte[] {0x78, (byte) 0x9c, 7}, 9999, ErrorCode.SOURCE_FAILED);
    }

    private static void assertFails(ContentCoding coding, byte[] body, int cap, ErrorCode code) {
        assertThatThrownBy(() -> decoded(coding, body, cap))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(code);
    }

    private static byte[] decoded(ContentCoding coding, byte[] body, int cap) {
        var store = new BodyStore(
                Settings.of(Map.of()).bind(SourceCacheConfig.class), Path.of("target", "originals"), Optional.empty());
        try (var writer = store.writer(-1)) {
            coding.decode(ByteBuffer.wrap(body), cap, writer);
            Body whole = writer.finish();
            byte[] copy = new byte[(int) whole.length()];
            whole.read(bytes -> bytes.get(copy));
            whole.release();
            return copy;
        }
    }

    private static byte[] gzip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(DATA);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(boolean bare) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new Deflater(6, bare);
                var deflate = new DeflaterOutputStream(bytes, deflater)) {
            deflate.write(DATA);
        }
        return bytes.toByteArray();
    }
}
