package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/// Whatever a client asks for, it gets parts that are there, apart from each other, and not too many.
final class RangesFuzzTest {
    @DictionaryEntries({"bytes=", "bytes=0-", "-1", ",", "0-0", "9223372036854775807", "-", "18446744073709551616"})
    @FuzzTest(maxDuration = "5m")
    void parse_anyField_isPartOfWhatIsThere(FuzzedDataProvider input) {
        long length = input.consumeLong(0, Long.MAX_VALUE);
        switch (Ranges.parse(input.consumeRemainingAsString(), length)) {
            case Ranges.Whole _, Ranges.Unsatisfiable _ -> {}
            case Ranges.Parts(List<ByteRange> parts) -> {
                assertThat(parts).isNotEmpty().hasSizeLessThanOrEqualTo(Ranges.MOST);
                for (ByteRange part : parts) {
                    assertThat(part.first()).isBetween(0L, part.last());
                    assertThat(part.last()).isLessThan(length);
                    assertThat(parts.stream().filter(part::touches)).containsExactly(part);
                }
            }
        }
    }
}
