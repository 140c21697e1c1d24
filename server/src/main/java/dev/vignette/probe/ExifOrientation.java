package dev.vignette.probe;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Orientation;

/// The orientation tag of an Exif block (EXIF 2.32, 4.6.4 A). A damaged block says nothing of the pixels, so it counts
/// as upright.
final class ExifOrientation {
    static final int TAG = 0x0112;

    private ExifOrientation() {}

    static Orientation of(Window exif) {
        Orientation[] found = {Orientation.UPRIGHT};
        TiffStructure.of(exif).ifPresent(tiff -> {
            try {
                tiff.directory(tiff.first(), field -> {
                    if (field.tag() == TAG) {
                        found[0] = of(field);
                    }
                });
            } catch (VignetteException damaged) {
                // What was found before the damage holds: cameras and editors cut blocks off at their end.
                return;
            }
        });
        return found[0];
    }

    static Orientation of(TiffStructure.Field field) {
        boolean integer = field.type() == 1 || field.type() == 3 || field.type() == 4;
        return integer && field.isWhole() ? Orientation.ofExif(Math.clamp(field.number(), 0, 9)) : Orientation.UPRIGHT;
    }

    /// Some writers of WebP keep the prefix that the block has in a JPEG file.
    static Window withoutPrefix(Window exif) {
        return exif.startsWith("Exif\0\0") ? exif.rest(6) : exif;
    }
}
