package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The records hold their bounds against our own mistakes too.
final class BoundsTest {
    @ParameterizedTest
    @MethodSource("outOfBounds")
    void construct_outOfBounds_isRefused(ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction);
    }

    static List<ThrowingCallable> outOfBounds() {
        return List.of(
                () -> new Color(256, 0, 0, 0),
                () -> new Color(0, 0, 0, -1),
                () -> new Crop(-1, 0, 1, 1),
                () -> new Crop(0, 0, 0, 1),
                () -> new FocalPoint(1.01, 0),
                () -> new FocalPoint(0, Double.NaN),
                () -> new FocalPoint(-0.0, 0),
                () -> new Output(Optional.empty(), OptionalInt.of(0), Keep.NONE, false),
                () -> box(-1, 0),
                () -> box(0, 16_385),
                () -> blurred(0.1),
                () -> blurred(101),
                () -> blurred(Double.NaN));
    }

    private static Resize box(int width, int height) {
        return new Resize(width, height, Fit.INSIDE, Compass.CENTER, false);
    }

    private static Options blurred(double blur) {
        var none = Options.NONE;
        return new Options(
                none.crop(),
                none.trim(),
                none.orientation(),
                none.resize(),
                blur,
                none.sharpen(),
                none.background(),
                none.page(),
                none.animation(),
                none.output());
    }
}
