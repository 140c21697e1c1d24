package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever a client sends, what matches strongly matches weakly, and does so at the end of a list, too.
final class EntityTagsFuzzTest {
    private static final String ETAG = "\"ab,c\"";

    @DictionaryEntries({"\"ab,c\"", "W/", "W/\"ab,c\"", ",", "*", "\"", " "})
    @FuzzTest(maxDuration = "5m")
    void matches_anyField_isTrueToItself(byte[] input) {
        String field = new String(input, StandardCharsets.ISO_8859_1);
        boolean strongly = EntityTags.matchesStrongly(field, ETAG);
        boolean weakly = EntityTags.matchesWeakly(field, ETAG);

        assertThat(weakly || !strongly).isTrue();
        assertThat(!weakly || field.contains(ETAG) || field.contains("*")).isTrue();
        assertThat(EntityTags.matchesStrongly(ETAG + "," + field, ETAG)).isTrue();
    }
}
