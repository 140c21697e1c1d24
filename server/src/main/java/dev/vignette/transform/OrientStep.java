package dev.vignette.transform;

import dev.vignette.image.Orientation;
import dev.vignette.vips.VipsImage;

/// Lays the picture upright, and then as it was asked for.
final class OrientStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        Orientation orientation = picture.conversion().orientation();
        if (orientation.equals(Orientation.UPRIGHT)) {
            return picture;
        }
        return picture.eachPage(page -> {
            VipsImage mirrored = orientation.mirrored() ? page.mirrored() : page;
            return orientation.quarterTurns() == 0 ? mirrored : mirrored.turned(orientation.quarterTurns());
        });
    }
}
