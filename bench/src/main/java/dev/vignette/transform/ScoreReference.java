package dev.vignette.transform;

import dev.vignette.config.Settings;
import dev.vignette.image.ImageFile;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.Loader;
import dev.vignette.vips.Saver;
import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What thumbnails are scored beside, made by libvips. It is in the package of the steps to use those that are not in
/// question.
public final class ScoreReference implements AutoCloseable {
    private final TransformConfig config;
    private final Transformer transformer;

    /// The bundled library, which the property `vignette.native` says the place of.
    public ScoreReference() {
        Settings settings = Settings.of(Map.of());
        config = settings.bind(TransformConfig.class);
        transformer = new Transformer(config, settings.bind(CodecConfig.class));
    }

    /// What the thumbnail should look like: all pixels decoded, scaled by libvips in linear light, as PNG.
    public byte[] reference(ImageFile file, String query) {
        return converted(file, query, (bytes, conversion) -> {
            VipsImage image = load(bytes, conversion, Map.of("access", "sequential"));
            var size = conversion
                    .orientation()
                    .inverse()
                    .apply(picture(image, conversion).canvas());
            VipsImage scaled = image.call(
                    "thumbnail_image",
                    Map.of(
                            "width", Integer.toString(size.width()),
                            "height", Integer.toString(size.height()),
                            "size", "force",
                            "linear", "true",
                            "no-rotate", "true",
                            "output-profile", "srgb"));
            // A picture that is turned is not read from top to bottom.
            return png(new OrientStep()
                    .apply(picture(scaled.inMemory(), conversion))
                    .image());
        });
    }

    /// The pixels of a JPEG file as libjpeg-turbo decodes them, as PNG.
    public byte[] decoded(byte[] jpeg) {
        try (VipsSession session = transformer.vips().open()) {
            return png(session.load(Loader.JPEG, ByteBuffer.wrap(jpeg), Map.of()));
        }
    }

    private static VipsImage load(ByteBuffer bytes, Conversion conversion, Map<String, String> arguments) {
        return conversion.session().load(Loader.JPEG, bytes, arguments);
    }

    private static byte[] png(VipsImage image) {
        return image.save(Saver.PNG, Map.of("compression", "1", "keep", "none"));
    }

    private static Picture picture(VipsImage image, Conversion conversion) {
        return new Picture(
                image, conversion.geometry(CropStep.cropped(conversion)).canvas(), conversion);
    }

    private byte[] converted(ImageFile file, String query, BiFunction<ByteBuffer, Conversion, byte[]> work) {
        ImageHeader header = Input.probe(file).header();
        Options options = OptionsParser.PLAIN.parse(query);
        Target target = Target.of(header, options, Set.of(), () -> false);
        Function<ByteBuffer, byte[]> reading = bytes -> {
            try (VipsSession session = transformer.vips().open()) {
                int most = config.maxPixels();
                return work.apply(bytes, new Conversion(session, header, options, target, most, most));
            }
        };
        return file.read(reading);
    }

    @Override
    public void close() {
        transformer.close();
    }
}
