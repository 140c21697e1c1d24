package dev.vignette.delivery;

import dev.vignette.image.Dimensions;
import dev.vignette.metadata.BlurHash;
import dev.vignette.metadata.ImageMetadata;
import dev.vignette.metadata.MetadataReader;
import dev.vignette.metadata.Palette;
import dev.vignette.metadata.Pixels;
import dev.vignette.metadata.ThumbHash;
import dev.vignette.probe.ImageHeader;
import dev.vignette.probe.ImageLimits;
import dev.vignette.telemetry.Stage;
import dev.vignette.telemetry.Stages;
import dev.vignette.transform.Input;
import dev.vignette.transform.Sample;
import dev.vignette.transform.Transformer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/// All that can be said of an image, as JSON.
public final class ImageInfo {
    private static final int BLUR_ACROSS = 4;
    private static final int BLUR_DOWN = 3;

    private final ImageLimits limits;
    private final Transformer transformer;
    private final Stages stages;

    public ImageInfo(ImageLimits limits, Transformer transformer, Stages stages) {
        this.limits = limits;
        this.transformer = transformer;
        this.stages = stages;
    }

    /// Blocking: the colours are read from decoded pixels.
    ///
    /// @param gps whether to say where the picture was taken
    public JsonObject of(Input input, boolean gps) {
        ImageHeader header = input.header();
        limits.check(header);
        Sample sample = transformer.sample(input);
        stages.ended(
                new Stages.Lap(Stage.QUEUE, sample.timings().queue()),
                new Stages.Lap(Stage.DECODE, sample.timings().decode()));
        Dimensions upright = header.orientation().apply(header.dimensions());
        var info = new JsonObject()
                .put("format", header.format().parameter())
                .put("mediaType", header.format().mediaType())
                .put("bytes", input.size())
                .put("width", upright.width())
                .put("height", upright.height())
                .put("orientation", header.orientation().toExif())
                .put("frames", header.frames())
                .put("animated", header.animated())
                .put("colorSpace", sample.colourSpace())
                .put("alpha", sample.alpha());
        addColors(info, sample);
        addMetadata(info, MetadataReader.read(input.bytes(), gps));
        return info;
    }

    private static void addMetadata(JsonObject info, ImageMetadata metadata) {
        info.put("summary", new JsonObject(metadata.summary()));
        metadata.icc()
                .ifPresent(icc ->
                        info.put("icc", new JsonObject().put("name", icc.name()).put("colorSpace", icc.colorSpace())));
        info.put("exif", strings(metadata.exif()))
                .put("xmp", strings(metadata.xmp()))
                .put("iptc", strings(metadata.iptc()))
                .put("warnings", new JsonArray(metadata.warnings()));
    }

    private static JsonObject strings(Map<String, String> values) {
        var object = new JsonObject();
        values.forEach(object::put);
        return object;
    }

    private static void addColors(JsonObject info, Sample sample) {
        var pixels = new Pixels(sample.dimensions().width(), sample.dimensions().height(), sample.rgba());
        Palette palette = Palette.of(pixels);
        palette.dominant().ifPresent(swatch -> info.put("dominantColor", hex(swatch)));
        var colors = new JsonArray();
        palette.swatches()
                .forEach(swatch -> colors.add(new JsonObject()
                        .put("color", hex(swatch))
                        .put("share", Math.round(swatch.share() * 1000) / 1000.0)));
        info.put("palette", colors)
                .put("blurHash", BlurHash.encode(pixels, BLUR_ACROSS, BLUR_DOWN))
                .put("thumbHash", ThumbHash.encode(pixels));
    }

    private static String hex(Palette.Swatch swatch) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", swatch.red(), swatch.green(), swatch.blue());
    }
}
