package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.error.VignetteException;
import java.nio.charset.StandardCharsets;

/// Whatever a client says of its upload, it is read or refused.
final class TusFieldsFuzzTest {
    @DictionaryEntries({"filename ", "tags ", "QQ==", ",", "sha1 ", "md5 ", " ", "/w=="})
    @FuzzTest(maxDuration = "5m")
    void parse_anyField_isReadOrRefused(byte[] input) {
        String field = new String(input, StandardCharsets.ISO_8859_1);
        try {
            var metadata = TusMetadata.parse(field);
            assertThat(metadata.values().size()).isLessThanOrEqualTo(field.length());
            assertThat(metadata.details().title().length()).isLessThanOrEqualTo(2 * Details.LONGEST_TITLE);
        } catch (VignetteException e) {
            assertRefused(e);
        }
        try {
            assertThat(TusChecksum.parse(field).expected().length).isLessThanOrEqualTo(field.length());
        } catch (VignetteException e) {
            assertRefused(e);
        }
    }

    private static void assertRefused(VignetteException e) {
        assertThat(e.code().status()).isEqualTo(400);
        assertThat(e.parameter()).isPresent();
        assertThat(e.getMessage()).hasSizeLessThan(300);
    }
}
