package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules and the examples of RFC 9110, section 8.8.3.
final class EntityTagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"a\" | \"a\" | true | true",
                "W/\"a\" | \"a\" | false | true",
                "\"a\" | W/\"a\" | false | true",
                "W/\"a\" | W/\"a\" | false | true",
                "\"b\" | \"a\" | false | false",
                "\"A\" | \"a\" | false | false",
                "\"b\", \"a\" | \"a\" | true | true",
                "\"b\",W/\"a\"\t,\"c\" | \"a\" | false | true",
                ", ,\"a\", | \"a\" | true | true",
                "* | \"a\" | true | true",
                "' * ' | \"a\" | true | true",
                "* | W/\"a\" | false | true",
                "\"*\" | \"a\" | false | false",
                "\"x,\", \"a\" | \"a\" | true | true",
                "\"x,\\\"a\\\"\" | \"a\" | false | false",
                "\"b, \"a\" | \"a\" | false | false",
                "\"aa\" | \"a\" | false | false",
                "\"a\"a | \"a\" | false | false",
                "a | \"a\" | false | false",
                "a, \"a\" | \"a\" | true | true",
                "w/\"a\" | \"a\" | false | false",
                "\"a | \"a\" | false | false",
                "\" | \"a\" | false | false",
                "W/ | \"a\" | false | false",
                "'' | \"a\" | false | false",
                "\"\" | \"\" | true | true",
            })
    void matches_field_comparesAsToldTo(String field, String etag, boolean strongly, boolean weakly) {
        assertThat(EntityTags.matchesStrongly(field, etag)).isEqualTo(strongly);
        assertThat(EntityTags.matchesWeakly(field, etag)).isEqualTo(weakly);
    }
}
