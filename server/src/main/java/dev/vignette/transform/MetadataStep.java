package dev.vignette.transform;

import dev.vignette.options.Keep;
import dev.vignette.vips.VipsImage;
import java.util.List;
import java.util.Set;

/// Takes out the metadata that was not asked for. What stays is true of the rendition: the pixels lie upright, and the
/// preview inside the EXIF block would show another picture.
final class MetadataStep implements Step {
    private static final Set<String> COPYRIGHT = Set.of("exif-ifd0-Artist", "exif-ifd0-Copyright");
    private static final List<String> UNTRUE = List.of("jpeg-thumbnail-data", "orientation", "exif-ifd0-Orientation");

    @Override
    public Picture apply(Picture picture) {
        VipsImage image = picture.image();
        return switch (picture.conversion().options().output().metadata()) {
            // The encoder writes none.
            case NONE -> picture;
            case COPYRIGHT -> picture.with(image.without(allButCopyright(image)));
            case ALL -> picture.with(image.without(UNTRUE));
        };
    }

    /// The encoder takes out of the EXIF block what has no field any more. The block itself stays, as texts that
    /// libvips writes anew lose what is not ASCII, and what stands behind a bracket.
    private static List<String> allButCopyright(VipsImage image) {
        return image.fields().stream()
                .filter(field -> field.startsWith("exif-ifd") || UNTRUE.contains(field))
                .filter(field -> !COPYRIGHT.contains(field))
                .toList();
    }

    /// What the encoder may write, as the flags of libvips.
    static String kept(Keep keep, boolean profile) {
        return switch (keep) {
            case NONE -> profile ? "icc" : "none";
            case COPYRIGHT -> profile ? "exif:icc" : "exif";
            case ALL -> profile ? "exif:xmp:iptc:icc" : "exif:xmp:iptc";
        };
    }
}
