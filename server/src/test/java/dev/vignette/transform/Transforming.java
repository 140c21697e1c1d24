package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.image.ImageFile;
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

    static final CodecConfig CODEC = Settings.of(Map.of()).bind(CodecConfig.class);

    private Transformer transformer = new Transformer(CONFIG, CODEC);

    static TransformConfig config(Map<String, String> environment) {
        return Settings.of(environment).bind(TransformConfig.class);
    }

    @BeforeAll
    void nothingLives() {
        awaitNothingLives();
    }

    /// No object and no pixel memory is left. A thread of libvips may let go of its last ones a moment after the call
    /// that it worked for has returned.
    private void awaitNothingLives() {
        Waiting.until(() -> !lives(transformer.vips()));
    }

    private static boolean lives(Vips vips) {
        return vips.liveObjects() > 0 || vips.allocations() > 0;
    }

    @AfterAll
    void nothingLeaks() {
        transformer.close();
        awaitNothingLives();
    }

    /// Goes on with another configuration.
    void restart(TransformConfig config) {
        transformer.close();
        transformer = new Transformer(config, CODEC);
    }

    Rendition rendition(byte[] original, String options, Format... accepted) {
        Options parsed = OptionsParser.PLAIN.parse(options);
        var context = new RequestContext("test", Deadline.after(Duration.ofMinutes(1)));
        return ScopedValue.where(RequestContext.CURRENT, context)
                .call(() -> transformer.transform(Input.probe(ImageFile.of(original)), parsed, Set.of(accepted)));
    }

    Sample sample(byte[] original) {
        var context = new RequestContext("test", Deadline.after(Duration.ofMinutes(1)));
        return ScopedValue.where(RequestContext.CURRENT, context)
                .call(() -> transformer.sample(Input.probe(ImageFile.of(original))));
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

    Transformer transformer() {
        return transformer;
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
