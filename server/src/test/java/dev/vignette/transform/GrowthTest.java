package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrowthTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 4, 1",
        "0.5, 9, 4, 2",
        "0.5, 9, 1, 1",
        "0.5, 9, 0, 1",
        "0.5, 0, 4, 0",
        "0.95, 9, 4, 0",
        "-1, 9, 4, 2",
    })
    void wanted_nothingEnded_goesByQueueAndProcessor(double load, int waiting, int workers, int expected) {
        assertThat(new Growth(() -> load).wanted(waiting, workers)).isEqualTo(expected);
    }

    @Test
    void wanted_waitingShortBesideTheWork_isNone() {
        var growth = new Growth(() -> 0);
        for (int i = 0; i < 5000; i++) {
            growth.record(10, 100);
        }
        assertThat(growth.wanted(9, 4)).isZero();
        assertThat(growth.wanted(9, 4)).as("nothing ended since").isEqualTo(2);

        for (int i = 0; i < 100; i++) {
            growth.record(i < 94 ? 10 : 1000, 100);
        }
        assertThat(growth.wanted(9, 4))
                .as("more than one in twenty waited long")
                .isEqualTo(2);
    }
}
