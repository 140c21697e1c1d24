package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.ShareLink;
import dev.vignette.image.Dimensions;
import dev.vignette.options.OptionsParser;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SharedOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 'meta=all&w=10', 'meta=copyright&w=10'",
        "0, 'meta=none&w=10', 'w=10'",
        "0, 'crop=0,0,9,9', 'crop=0,0,9,9'",
        "50, 'meta=all', 'meta=copyright&w=50&h=50'"
    })
    void apply_anything_isHeldToTheLink(int largest, String asked, String shown) {
        var link = new ShareLink("a", "ann", Set.of("1"), largest, Instant.EPOCH, Instant.MAX, false);

        var options = new SharedOptions(link, new Dimensions(400, 200), false).apply(OptionsParser.PLAIN.parse(asked));

        assertThat(options).isEqualTo(OptionsParser.PLAIN.parse(shown));
    }
}
