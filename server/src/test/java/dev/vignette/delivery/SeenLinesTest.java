package dev.vignette.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeenLinesTest {
    private final SeenLines lines = new SeenLines(4);

    @Test
    void again_theSameLine_isTrueFromTheSecondTimeOn() {
        assertThat(lines.again("/thumb?url=a")).isFalse();
        assertThat(lines.again("/thumb?url=a")).isTrue();
        assertThat(lines.again("/thumb?url=a")).isTrue();
    }

    @Test
    void again_moreLinesThanPlaces_areNeverTakenForEachOther() {
        assertThat(IntStream.range(0, 1000).mapToObj(n -> "/thumb?url=" + n).filter(lines::again))
                .isEmpty();
    }

    @Test
    void again_aLineWhosePlaceWasTaken_isNewOnce() {
        lines.again("/thumb?url=a");
        IntStream.range(0, 1000).forEach(n -> lines.again("/thumb?url=" + n));

        assertThat(lines.again("/thumb?url=a")).isFalse();
        assertThat(lines.again("/thumb?url=a")).isTrue();
    }
}
