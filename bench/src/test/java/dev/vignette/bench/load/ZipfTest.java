package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ZipfTest {
    @Test
    void draw_many_fallsAsOneToTheRank() {
        Zipf zipf = new Zipf(4, 1);
        Random random = new Random(1);
        int[] drawn = new int[4];
        int draws = 100_000;
        for (int n = 0; n < draws; n++) {
            drawn[zipf.draw(random)]++;
        }

        double first = draws / (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0);
        for (int rank = 0; rank < drawn.length; rank++) {
            assertThat((double) drawn[rank]).isCloseTo(first / (rank + 1), within(draws / 100.0));
        }
    }
}
