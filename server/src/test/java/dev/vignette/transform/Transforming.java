package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.Settings;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.vips.Vips;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// A transformer for the tests of one class, and the gate behind them: no native object may live longer than its
/// conversion.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Transforming {
    static final TransformConfig CONFIG = config(Map.of());

    private Transformer transformer = new Transformer(CONFIG);

    static TransformConfig config(Map<String, String> environment) {
        return Settings.of(environment).bind(TransformConfig.class);
    }

    @BeforeAll
    void nothingLives() {
        assertThat(transformer.vips().liveObjects()).isZero();
    }

    @AfterAll
    void nothingLeaks() {
        transformer.close();
        assertThat(transformer.vips().liveObjects()).isZero();
        assertThat(transformer.vips().allocations()).isZero();
    }

    /// Goes on with another configuration.
    void restart(TransformConfig config) {
        transformer.close();
        transformer = new Transformer(config);
    }

    Rendition rendition(byte[] original, String options, Format... accepted) {
        Options parsed = OptionsParser.PLAIN.parse(options);
        var context = new RequestContext("test", Deadline.after(Duration.ofMinutes(1)));
        return ScopedValue.where(RequestContext.CURRENT, context)
                .call(() -> transformer.transform(original, HeaderProbe.probe(original), parsed, Set.of(accepted)));
    }

    Sample sample(byte[] original) {
        var context = new RequestContext("test", Deadline.after(Duration.ofMinutes(1)));
        return ScopedValue.where(RequestContext.CURRENT, context)
                .call(() -> transformer.sample(original, HeaderProbe.probe(original)));
    }

    byte[] file(byte[] original, String options, Format... accepted) {
        return rendition(original, options, accepted).image().bytes();
    }

    /// The rendition as pixels, after a look at whether what is said of it is true.
    Raster picture(byte[] original, String options) {
        var image = rendition(original, options).image();
        assertThat(HeaderProbe.probe(image.bytes()).format()).isEqualTo(image.format());
        assertThat(HeaderProbe.probe(image.bytes()).dimensions()).isEqualTo(image.dimensions());
        return decoded().still(image.bytes());
    }

    VignetteException refused(byte[] original, String options) {
        var refusal = catchThrowableOfType(VignetteException.class, () -> rendition(original, options));
        assertThat(refusal).as(options).isNotNull();
        return refusal;
    }

    Vips vips() {
        return transformer.vips();
    }

    Decoded decoded() {
        return new Decoded(transformer.vips());
    }

    NativeOriginals natives() {
        return new NativeOriginals(transformer.vips());
    }
}
