package dev.vignette.transform;

import dev.vignette.vips.Saver;
import dev.vignette.vips.Vips;
import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Image files that the JDK cannot write, made by libvips.
final class NativeOriginals {
    private final Vips vips;

    NativeOriginals(Vips vips) {
        this.vips = vips;
    }

    byte[] webp(Raster raster) {
        return saved(raster, Saver.WEBP, Map.of("lossless", "true", "exact", "true"));
    }

    byte[] lossyWebp(Raster raster) {
        return saved(raster, Saver.WEBP, Map.of("Q", "95"));
    }

    byte[] avif(Raster raster) {
        return saved(raster, Saver.HEIF, Map.of("compression", "av1", "Q", "95", "effort", "2"));
    }

    byte[] progressiveJpeg(Raster raster) {
        return saved(raster, Saver.JPEG, Map.of("Q", "95", "interlace", "true"));
    }

    /// Four components, in the profile that libvips has built in.
    byte[] cmykJpeg(Raster raster) {
        try (VipsSession session = vips.open()) {
            return image(session, raster)
                    .call("icc_transform", Map.of("input-profile", "srgb", "output-profile", "cmyk"))
                    .save(Saver.JPEG, Map.of("Q", "95"));
        }
    }

    /// Four components without a word on what they mean.
    byte[] untaggedCmykJpeg(Raster raster) {
        try (VipsSession session = vips.open()) {
            return image(session, raster)
                    .call("icc_transform", Map.of("input-profile", "srgb", "output-profile", "cmyk"))
                    .save(Saver.JPEG, Map.of("Q", "95", "keep", "none"));
        }
    }

    /// The same look, in numbers of Display P3.
    byte[] displayP3(Raster raster, Saver saver) {
        var arguments = new HashMap<String, String>();
        switch (saver) {
            case JPEG -> arguments.put("Q", "95");
            case WEBP -> arguments.put("lossless", "true");
            case HEIF -> arguments.putAll(Map.of("compression", "av1", "Q", "95", "effort", "2"));
            case PNG, GIF -> {}
        }
        try (VipsSession session = vips.open()) {
            return image(session, raster)
                    .call("icc_transform", Map.of("input-profile", "srgb", "output-profile", "p3"))
                    .save(saver, arguments);
        }
    }

    /// An animation whose frames replace one another whole.
    byte[] webp(List<Raster> frames, List<Integer> milliseconds, int loops) {
        return WebpFile.animation(frames.stream().map(this::webp).toList(), milliseconds, loops);
    }

    private byte[] saved(Raster raster, Saver saver, Map<String, String> arguments) {
        try (VipsSession session = vips.open()) {
            return image(session, raster).save(saver, arguments);
        }
    }

    private static VipsImage image(VipsSession session, Raster raster) {
        boolean alpha = raster.hasAlpha();
        return session.ofPixels(raster.bytes(alpha), raster.width(), raster.height(), alpha ? 4 : 3);
    }
}
