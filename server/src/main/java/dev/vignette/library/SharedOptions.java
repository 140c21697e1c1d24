package dev.vignette.library;

import dev.vignette.auth.ShareLink;
import dev.vignette.image.Dimensions;
import dev.vignette.options.Keep;
import dev.vignette.options.Options;
import dev.vignette.options.Output;
import java.util.function.UnaryOperator;

/// What may be asked of a rendition by a link: no larger than it says, and without what the camera noted, such as
/// the place.
///
/// @param picture upright
/// @param pages whether there are pages, each of which may have a shape of its own
record SharedOptions(ShareLink link, Dimensions picture, boolean pages) implements UnaryOperator<Options> {
    SharedOptions(ShareLink link, StoredImage.Content content) {
        // Frames of an animation share a canvas.
        this(
                link,
                content.dimensions(),
                content.frames() > 1 && !content.format().animated());
    }

    @Override
    public Options apply(Options asked) {
        Options options = asked.with(withoutPlace(asked.output()));
        return link.largest() == 0 ? options : new LargestSide(link.largest(), picture, pages).apply(options);
    }

    private static Output withoutPlace(Output output) {
        return switch (output.metadata()) {
            case NONE, COPYRIGHT -> output;
            case ALL -> new Output(output.format(), output.quality(), Keep.COPYRIGHT, output.keepProfile());
        };
    }
}
