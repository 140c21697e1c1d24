package dev.vignette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes and durations, to text and back.
final class ValueTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0B",
        "4096, 4096, 4KiB",
        "1000B, 1000, 1000B",
        "64mib, 67108864, 64MiB",
        "1536MiB, 1610612736, 1536MiB",
        "3 GiB, 3221225472, 3GiB",
        "2048GiB, 2199023255552, 2048GiB"
    })
    void size_roundTrip_keepsTheBytes(String text, long bytes, String formatted) {
        ByteSize size = ByteSize.parse(text);
        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(formatted);
        assertThat(ByteSize.parse(formatted)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1KiB", "1.5MiB", "64MB", "1TiB", "9999999999GiB", "1234567890123456"})
    void size_malformed_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0, 0s",
        "500ms, 500, 500ms",
        "1500ms, 1500, 1500ms",
        "5s, 5000, 5s",
        "90s, 90000, 90s",
        "120s, 120000, 2m",
        "90m, 5400000, 90m",
        "2 h, 7200000, 2h",
        "36h, 129600000, 36h",
        "30d, 2592000000, 30d"
    })
    void duration_roundTrip_keepsTheTime(String text, long millis, String formatted) {
        var duration = Durations.parse(text);
        assertThat(duration.toMillis()).isEqualTo(millis);
        assertThat(Durations.format(duration)).isEqualTo(formatted);
        assertThat(Durations.parse(formatted)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5 sec", "PT5S", "12345678901s"})
    void duration_malformed_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}
