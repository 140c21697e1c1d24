package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheDirectivesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max-age=60                        | 60
            public, MAX-AGE = "60"            | 60
            max-age=60, s-maxage=120          | 120
            s-maxage=0,max-age=60             | 0
            max-age=60, max-age=5             | 60
            max-age=0031536000                | 31536000
            max-age=99999999999999999999      | 999999999
            """)
    void of_maxAge_isRead(String header, long seconds) {
        assertThat(CacheDirectives.of(List.of(header)).maxAge()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "public", "max-age", "max-age=", "max-age=soon", "max-age=-1", "x-max-age=5", ",,="})
    void of_nothingUsable_saysNothing(String header) {
        assertThat(CacheDirectives.of(List.of(header)))
                .isEqualTo(new CacheDirectives(false, false, false, Optional.empty(), Optional.empty()));
    }

    @Test
    void of_severalHeaders_areOne() {
        assertThat(CacheDirectives.of(List.of("max-age=5", "s-maxage=7")).maxAge())
                .contains(Duration.ofSeconds(7));
        assertThat(CacheDirectives.of(List.of()).maxAge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-store                          | true  | false | false
            private="x, y", max-age=60        | true  | false | false
            max-age=60, no-cache              | false | true  | false
            no-cache="Set-Cookie"             | false | true  | false
            must-revalidate                   | false | false | true
            Proxy-Revalidate                  | false | false | true
            s-maxage=5                        | false | false | true
            """)
    void of_restriction_isRead(String header, boolean forbidden, boolean revalidated, boolean neverStale) {
        var directives = CacheDirectives.of(List.of(header));

        assertThat(directives.forbidden()).isEqualTo(forbidden);
        assertThat(directives.revalidated()).isEqualTo(revalidated);
        assertThat(directives.neverStale()).isEqualTo(neverStale);
    }

    @Test
    void of_staleIfError_isRead() {
        assertThat(CacheDirectives.of(List.of("max-age=1, stale-if-error=30")).staleIfError())
                .contains(Duration.ofSeconds(30));
    }
}
