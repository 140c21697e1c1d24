package dev.vignette.transform;

import dev.vignette.config.Settings;
import dev.vignette.image.ImageFile;
import dev.vignette.options.OptionsParser;
import java.util.Map;
import java.util.Set;

/// The server's conversions without its pool. It is in the package of the transformer to reach what has no business
/// outside.
public final class ServerArm implements AutoCloseable {
    private final Transformer transformer;

    /// With the settings of the environment; the bundled library is where the property `vignette.native` says.
    public ServerArm(Map<String, String> environment) {
        Settings settings = Settings.of(environment);
        transformer = new Transformer(settings.bind(TransformConfig.class), settings.bind(CodecConfig.class));
    }

    /// @param query what is asked for, as in a URL
    public byte[] thumbnail(ImageFile file, String query) {
        return transformer
                .render(Input.probe(file), OptionsParser.PLAIN.parse(query), Set.of(), new Cancellation())
                .image()
                .bytes();
    }

    /// The version of libvips.
    public String version() {
        return transformer.version();
    }

    @Override
    public void close() {
        transformer.close();
    }
}
