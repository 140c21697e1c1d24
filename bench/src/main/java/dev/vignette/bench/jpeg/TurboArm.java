package dev.vignette.bench.jpeg;

import dev.vignette.jpeg.Scale;
import dev.vignette.jpeg.TurboJpeg;

/// libjpeg-turbo.
final class TurboArm implements DecodeArm {
    private final TurboJpeg turbo;

    TurboArm(Picture picture, Scale scale) {
        turbo = new TurboJpeg(picture.bytes(), scale);
    }

    @Override
    public void decode() {
        // Some of the cameras' files have useless bytes in them, which it tells and decodes.
        var _ = turbo.decode();
    }

    @Override
    public void close() {
        turbo.close();
    }
}
