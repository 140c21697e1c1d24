package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ImageIdTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:11:12.345Z");

    @Test
    void at_anyTime_isAVersion7UuidOfThatTime() {
        UUID uuid = UUID.fromString(ImageId.at(NOW).text());

        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(new ImageId(uuid.toString()).created()).isEqualTo(NOW);
    }

    @Test
    void at_laterTime_isLaterInTheOrderOfText() {
        for (long millis = 1; millis < 1L << 40; millis *= 3) {
            assertThat(ImageId.at(NOW.plusMillis(millis)).text())
                    .isGreaterThan(ImageId.at(NOW).text());
        }
    }

    @Test
    void at_sameMillisecond_differsInRandomBitsAll() {
        Set<String> above = new HashSet<>();
        Set<String> below = new HashSet<>();
        long ones = 0;
        long zeros = 0;
        for (int i = 0; i < 1_000; i++) {
            String text = ImageId.at(NOW).text();
            above.add(text.substring(15, 18));
            below.add(text.substring(19));
            long random = UUID.fromString(text).getLeastSignificantBits();
            ones |= random;
            zeros |= ~random;
        }

        assertThat(below).hasSize(1_000);
        assertThat(above).hasSizeGreaterThan(500);
        long variable = (1L << 62) - 1;
        assertThat(ones & variable).isEqualTo(variable);
        assertThat(zeros & variable).isEqualTo(variable);
    }

    @Test
    void lowestAt_anyTime_partsTheIdsOfTheMillisecondsBeforeAndAfter() {
        String bound = ImageId.lowestAt(NOW);

        assertThat(ImageId.at(NOW.minusMillis(1)).text()).isLessThan(bound);
        assertThat(ImageId.at(NOW).text()).isGreaterThan(bound);
    }

    @Test
    void parse_whatIsNoId_isEmpty() {
        assertThat(ImageId.parse("")).isEmpty();
        assertThat(ImageId.parse("../etc/passwd")).isEmpty();
        assertThat(ImageId.parse(UUID.randomUUID().toString())).isEmpty();
        assertThat(ImageId.parse(ImageId.at(NOW).text().toUpperCase(Locale.ROOT)))
                .isEmpty();
        assertThat(ImageId.parse(ImageId.at(NOW).text())).isPresent();
    }
}
