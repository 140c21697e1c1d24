package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max-age=60                        | 60
            public, MAX-AGE = "60"            | 60
            max-age=60, s-maxage=120          | 120
            s-maxage=0,max-age=60             | 0
            no-store                          | 0
            max-age=60, no-cache              | 0
            private="x, y", max-age=60        | 0
            max-age=0031536000                | 31536000
            max-age=99999999999999999999      | 999999999
            """)
    void maxAge_directive_isRead(String header, long seconds) {
        assertThat(Freshness.maxAge(List.of(header))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "public", "max-age", "max-age=", "max-age=soon", "max-age=-1", "x-max-age=5", ",,="})
    void maxAge_nothingUsable_isEmpty(String header) {
        assertThat(Freshness.maxAge(List.of(header))).isEmpty();
    }

    @Test
    void maxAge_severalHeaders_areOne() {
        assertThat(Freshness.maxAge(List.of("max-age=5", "s-maxage=7"))).contains(Duration.ofSeconds(7));
        assertThat(Freshness.maxAge(List.of())).isEmpty();
    }

    @Test
    void lastModified_date_isRead() {
        assertThat(Freshness.lastModified("Sun, 06 Nov 1994 08:49:37 GMT"))
                .contains(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(Freshness.lastModified("yesterday")).isEmpty();
        assertThat(Freshness.lastModified("")).isEmpty();
    }
}
