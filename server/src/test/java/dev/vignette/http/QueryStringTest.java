package dev.vignette.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.VignetteException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryStringTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1&b=2 | [a=1][b=2]",
                "b=2&a=1&b=3 | [b=2][a=1][b=3]",
                "a | [a=]",
                "a= | [a=]",
                "=a | [=a]",
                "= | [=]",
                "&&a=1&& | [a=1]",
                "a=b=c | [a=b=c]",
                "a=%3D%26%2B%25 | [a==&+%]",
                "%61%3D=1 | [a==1]",
                "a=x+y%20z | [a=x y z]",
                "a=%C3%A9%E2%82%AC%F0%9F%98%80 | [a=é€😀]",
                "a=%c3%a9 | [a=é]",
                "a=%2500 | [a=%00]",
                "a;b=1;c | [a;b=1;c]",
            })
    void parse_query_isReadAsWritten(String query, String pairs) {
        assertThat(QueryString.parse(query).stream()
                        .map(pair -> "[" + pair.getKey() + "=" + pair.getValue() + "]")
                        .collect(Collectors.joining()))
                .isEqualTo(pairs);
    }

    @Test
    void parse_bytesAboveAscii_areUtf8() {
        assertThat(QueryString.parse("a=\u00c3\u00a9")).containsExactly(entry("a", "é"));
        assertThatThrownBy(() -> QueryString.parse("a=\u00e9")).isInstanceOf(VignetteException.class);
    }

    @ParameterizedTest
    @CsvSource({"a=1&b=%zz, b", "%62=%E9, b", "%zz=1, "})
    void parse_brokenEscape_namesTheParameterIfItHasAName(String query, String name) {
        assertThatThrownBy(() -> QueryString.parse(query))
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        failure -> assertThat(failure.parameter()).isEqualTo(Optional.ofNullable(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a=%",
                "a=%4",
                "%4=a",
                "a=%zz",
                "a=%-1",
                "a=%+1",
                "a=%u1",
                "a=%E9",
                "a=%C0%AF",
                "a=%ED%A0%80"
            })
    void parse_brokenEscape_isABadParameter(String query) {
        assertThatThrownBy(() -> QueryString.parse(query))
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        failure -> assertThat(failure.code().code()).isEqualTo("bad-parameter"));
    }

    @Test
    void parse_none_isEmpty() {
        assertThat(QueryString.parse(null)).isEmpty();
        assertThat(QueryString.parse("")).isEmpty();
    }
}
