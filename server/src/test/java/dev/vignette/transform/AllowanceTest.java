package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import dev.vignette.options.OptionsParser;
import dev.vignette.probe.ImageHeader;
import dev.vignette.telemetry.Deadline;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AllowanceTest {
    private static final long SECOND = 1_000_000_000;
    private static final Deadline FAR = Deadline.after(Duration.ofHours(1));
    private static final TransformConfig CONFIG = Settings.of(Map.of()).bind(TransformConfig.class);
    private static final Allowance ALLOWANCE = new Allowance(100 << 20, Duration.ofSeconds(20));

    private static VignetteException refusal(Cost cost, Deadline deadline) {
        return catchThrowableOfType(VignetteException.class, () -> ALLOWANCE.check(cost, deadline));
    }

    @Test
    void check_justWhatIsAllowed_passes() {
        assertThatCode(() -> ALLOWANCE.check(new Cost(100 << 20, 20 * SECOND), FAR))
                .doesNotThrowAnyException();
    }

    @Test
    void check_moreTimeThanAllowed_namesTheLimit() {
        var refusal = refusal(new Cost(1, 75 * SECOND), FAR);
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MUCH_WORK);
        assertThat(refusal).hasMessageContaining("75 s").hasMessageContaining("the limit is 20 s");
    }

    @Test
    void check_moreMemoryThanAllowed_namesTheLimit() {
        var refusal = refusal(new Cost(300 << 20, 1), FAR);
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MUCH_WORK);
        assertThat(refusal).hasMessageContaining("300 MiB").hasMessageContaining("the limit is 100 MiB");
    }

    @Test
    void check_moreTimeThanIsLeft_isOverloaded() {
        var refusal = refusal(new Cost(1, 10 * SECOND), Deadline.after(Duration.ofSeconds(5)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    /// With a budget of 1 GiB; of 100 megapixels only what is decoded row by row is cheap.
    @ParameterizedTest
    @CsvSource({
        "JPEG, false, 'w=300', JPEG, true",
        "JPEG, true, 'w=300', JPEG, true",
        "PNG, false, 'w=300', AVIF, true",
        "PNG, true, 'w=300', AVIF, true",
        "AVIF, false, 'w=300', AVIF, true",
        "TIFF, false, 'w=300', AVIF, true",
        "JPEG, false, 'w=7000&h=7000', JPEG, true",
        "JPEG, false, 'w=7000&h=7000&fit=fill', AVIF, false",
        "JPEG, false, 'w=7000&h=7000&fit=fill', GIF, false",
    })
    void check_hundredMegapixels_areLetInWhenTheResultIsOrdinary(
            Format format, boolean progressive, String options, Format result, boolean allowed) {
        var header =
                new ImageHeader(format, new Dimensions(10_000, 10_000), 1, Orientation.UPRIGHT, false, progressive);
        var cost = Cost.of(header, 20 << 20, OptionsParser.PLAIN.parse(options), new Target(result, false), CONFIG);
        var allowance = Settings.of(Map.of("VIGNETTE_CODEC_MEMORY", "1GiB"))
                .bind(CodecConfig.class)
                .allowance();

        var refusal = catchThrowableOfType(VignetteException.class, () -> allowance.check(cost, FAR));

        assertThat(refusal == null).isEqualTo(allowed);
    }
}
