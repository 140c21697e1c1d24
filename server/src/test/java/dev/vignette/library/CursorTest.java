package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.VignetteException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {
    private static final String ID = "0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be11";

    @Test
    void parse_itsText_isTheCursor() {
        var cursor = new Cursor(-12345678901L, ID, 77);

        assertThat(Cursor.parse(cursor.text(), 77)).isEqualTo(cursor);
    }

    @Test
    void parse_thatOfAnotherList_isRefused() {
        int list = ListQuery.fingerprint(ImageFilter.ALL, Sort.NEWEST);
        int other = ListQuery.fingerprint(ImageFilter.ALL, new Sort(Sort.Key.BYTES, true));
        String text = new Cursor(0, ID, list).text();

        assertThat(other).isNotEqualTo(list);
        assertThatThrownBy(() -> Cursor.parse(text, other))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.parameter()).isEqualTo(Optional.of("cursor")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "====", "MSAwIHggMA", "ÿ", "MSA5OTk5OTk5OTk5OTk5OTk5OTk5OSAwMTk5YzVhMCAw"})
    void parse_whatIsNoCursor_isRefused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text, 0)).isInstanceOf(VignetteException.class);
    }
}
