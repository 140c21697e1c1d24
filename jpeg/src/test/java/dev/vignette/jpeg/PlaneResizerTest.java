package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlaneResizerTest {
    @Test
    void accept_rowsInTurns_givesEachComponentItsPlane() {
        var resizer = new PlaneResizer(List.of(new Resampler(16, 16, 8, 8), new Resampler(8, 8, 4, 4)));
        byte[] dark = new byte[16 * 16 + 3];
        byte[] light = new byte[8 * 8];
        Arrays.fill(light, (byte) 200);
        resizer.accept(0, dark, 3, 16, 16);
        assertThat(resizer.done()).isFalse();
        resizer.accept(1, light, 0, 8, 8);
        assertThat(resizer.done()).isTrue();
        assertThat(resizer.planes()).extracting(Plane::width).containsExactly(8, 4);
        assertThat(resizer.planes().get(0).samples()).containsOnly(0);
        assertThat(resizer.planes().get(1).samples()).containsOnly((byte) 200);
    }
}
