package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StatisticsTest {
    @Test
    void median_oddAndEvenCounts_isTheMiddle() {
        assertThat(Statistics.median(9, 1, 5)).isEqualTo(5);
        assertThat(Statistics.median(4, 1, 3, 2)).isEqualTo(2.5);
    }

    @Test
    void percentile_hundredValues_isTheNearestRank() {
        double[] values = new double[100];
        for (int n = 0; n < values.length; n++) {
            values[n] = 100 - n;
        }

        assertThat(Statistics.percentile(95, values)).isEqualTo(95);
        assertThat(Statistics.percentile(95, 7)).isEqualTo(7);
        assertThat(Statistics.percentile(25, 1, 2, 3, 4, 5)).isEqualTo(2);
    }

    @Test
    void growth_straightLine_isItsRiseToItsFirstPoint() {
        assertThat(Statistics.growth(100, 105, 110, 115, 120)).isCloseTo(0.2, within(1e-9));
        assertThat(Statistics.growth(50, 50, 50)).isZero();
    }
}
