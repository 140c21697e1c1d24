package dev.vignette.transform;

import dev.vignette.image.Format;
import dev.vignette.options.Animation;
import dev.vignette.options.Compass;
import dev.vignette.options.Fit;
import dev.vignette.options.Options;
import dev.vignette.options.Resize;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Takes the small copy of an image that its colours are read from.
final class Sampler {
    /// The longest side of the copy: as large as a ThumbHash takes.
    private static final int SIDE = 100;

    static final Options OPTIONS = Options.NONE
            .with(new Resize(SIDE, SIDE, Fit.INSIDE, Compass.CENTER, false))
            .with(Animation.STILL);

    static final Target TARGET = new Target(Format.PNG, false);

    private static final List<Step> STEPS = List.of(new ScaleStep(), new OrientStep());

    private Sampler() {}

    static Sample sample(VipsSession session, ByteBuffer original, ImageHeader header, boolean lenient) {
        long start = System.nanoTime();
        var conversion = new Conversion(session, header, OPTIONS, TARGET, SIDE * SIDE, SIDE * SIDE);
        Picture opened = Load.open(original, conversion, lenient);
        Picture picture = opened;
        for (Step step : STEPS) {
            picture = step.apply(picture);
        }
        VipsImage rgba = Background.withAlpha(picture.image().call("colourspace", Map.of("space", "srgb")));
        byte[] pixels = rgba.pixels();
        var timings =
                new Timings(Duration.ZERO, Duration.ofNanos(System.nanoTime() - start), Duration.ZERO, Duration.ZERO);
        return new Sample(opened.image().interpretation(), opened.image().hasAlpha(), picture.size(), pixels, timings);
    }
}
