package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.VignetteException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class TusMetadataTest {
    @Test
    void details_anyNameOfAFile_becomeATitle() {
        assertThat(title("filename", "sea.png")).isEqualTo("sea.png");
        assertThat(title("filename", "x".repeat(250) + ".png")).isEqualTo("x".repeat(200));
        assertThat(title("filename", "a\u0000b\nc.png")).isEqualTo("abc.png");
        // Three letters in the usual form of this one.
        assertThat(title("filename", "\ufb2c".repeat(100))).hasSize(200);
    }

    @Test
    void details_titleThatIsNone_isRefusedAndNotCut() {
        assertThat(title("title", "x".repeat(200))).hasSize(200);
        assertThatThrownBy(() -> title("title", "x".repeat(201)))
                .isInstanceOf(VignetteException.class)
                .hasMessageContaining("title");
    }

    private static String title(String field, String value) {
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return TusMetadata.parse(field + " " + base64).details().title();
    }
}
