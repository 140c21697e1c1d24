package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.error.VignetteException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/// Whatever a client sends as a form, it is read to its end, or refused.
final class MultipartFuzzTest {
    private static final int MOST = 4;

    @DictionaryEntries({
        "--x",
        "--x--",
        "\r\n",
        "Content-Disposition: form-data; name=\"a\"",
        "; filename=\"b\"",
        "; filename*=UTF-8''%41",
        "Content-Type: image/png",
        "=?utf-8?q?a?="
    })
    @FuzzTest(maxDuration = "5m")
    void next_anyBody_isReadOrRefused(FuzzedDataProvider input) {
        String type = "multipart/form-data; boundary=" + (input.consumeBoolean() ? "x" : input.consumeString(80));
        byte[] body = input.consumeRemainingAsBytes();
        try {
            var form = Multipart.of(type, new ByteArrayInputStream(body), MOST);
            int parts = 0;
            for (Optional<Part> next = form.next(); next.isPresent(); next = form.next()) {
                parts++;
                assertThat(next.get().content().readAllBytes()).hasSizeLessThanOrEqualTo(body.length);
                assertThat(next.get().name()).isNotNull();
            }
            assertThat(parts).isLessThanOrEqualTo(MOST);
        } catch (VignetteException e) {
            assertThat(e.code().status()).isBetween(400, 415);
            assertThat(e.getMessage()).hasSizeLessThan(200);
        } catch (IOException e) {
            assertThat(Multipart.broken(e).code().status()).isEqualTo(400);
        }
    }
}
