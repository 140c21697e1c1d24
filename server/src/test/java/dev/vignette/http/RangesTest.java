package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules and the examples of RFC 9110, section 14.
final class RangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-499 | 0-499",
                "bytes=500-999 | 500-999",
                "bytes=-500 | 9500-9999",
                "bytes=9500- | 9500-9999",
                "bytes=0-0,-1 | 0-0 9999-9999",
                "bytes= 0-999, 4500-5499, -1000 | 0-999 4500-5499 9000-9999",
                "bytes=500-600,601-999 | 500-999",
                "bytes=500-700,601-999 | 500-999",
                "bytes=0- | 0-9999",
                "bytes=-20000 | 0-9999",
                "bytes=9999-20000 | 9999-9999",
                "bytes=0-99999999999999999999999999 | 0-9999",
                "bytes=0-0,10000- | 0-0",
                "bytes=-0,5-6 | 5-6",
                "bytes=5-6,1-2 | 5-6 1-2",
                "bytes=5-6,1-2,6-9 | 1-2 5-9",
                "bytes=,, 1-2 ,, | 1-2",
                "BYTES=1-2 | 1-2",
                "bytes=10000- | none",
                "bytes=-0 | none",
                "bytes=99999999999999999999999999- | none",
                "bytes=10000-10001,20000- | none",
                "bytes=2-1 | all",
                "bytes=1-2,2-1 | all",
                "bytes=- | all",
                "bytes= | all",
                "bytes=, | all",
                "bytes | all",
                "bytes=1 | all",
                "bytes=1-2-3 | all",
                "bytes=--1 | all",
                "bytes=+1-2 | all",
                "bytes=a-b | all",
                "bytes=١-٢ | all",
                "bytes=1 - 2 | all",
                "lines=1-2 | all",
                "'' | all",
            })
    void parse_field_isWhatItAsksFor(String field, String parts) {
        assertThat(text(Ranges.parse(field, 10_000))).isEqualTo(parts);
    }

    @Test
    void parse_emptyRepresentation_hasNoPart() {
        assertThat(text(Ranges.parse("bytes=0-", 0))).isEqualTo("none");
        assertThat(text(Ranges.parse("bytes=-1", 0))).isEqualTo("none");
    }

    @Test
    void parse_tooManyParts_isAll() {
        assertThat(text(Ranges.parse("bytes=" + apart(Ranges.MOST), 10_000))).contains("0-0 2-2");
        assertThat(text(Ranges.parse("bytes=" + apart(Ranges.MOST + 1), 10_000)))
                .isEqualTo("all");
        assertThat(text(Ranges.parse("bytes=" + String.join(",", Collections.nCopies(1000, "0-")), 10_000)))
                .isEqualTo("0-9999");
    }

    private static String apart(int parts) {
        return IntStream.range(0, parts).mapToObj(n -> 2 * n + "-" + 2 * n).collect(Collectors.joining(","));
    }

    private static String text(Ranges ranges) {
        return switch (ranges) {
            case Ranges.Whole() -> "all";
            case Ranges.Unsatisfiable() -> "none";
            case Ranges.Parts(var parts) ->
                parts.stream().map(part -> part.first() + "-" + part.last()).collect(Collectors.joining(" "));
        };
    }
}
