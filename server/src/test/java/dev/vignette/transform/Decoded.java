package dev.vignette.transform;

import dev.vignette.probe.HeaderProbe;
import dev.vignette.vips.Saver;
import dev.vignette.vips.Vips;
import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// Files as pixels again: by the JDK, and by libvips what the JDK cannot read.
final class Decoded {
    private final Vips vips;

    Decoded(Vips vips) {
        this.vips = vips;
    }

    /// The picture of a still, or the first of an animation.
    Raster still(byte[] file) {
        return switch (HeaderProbe.probe(file).format()) {
            case JPEG, PNG, GIF, TIFF -> raster(read(file));
            case WEBP, AVIF, HEIC, SVG -> raster(read(png(file, Map.of())));
        };
    }

    /// The samples of a JPEG or PNG as they are stored.
    static BufferedImage read(byte[] file) {
        try {
            return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(file)), "the JDK cannot read it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All frames of an animation, each as it is shown.
    List<Raster> frames(byte[] file) {
        int height = pageHeight(file);
        Raster all = raster(read(png(file, allPages(file))));
        return IntStream.range(0, all.height() / height)
                .mapToObj(frame -> all.cut(0, frame * height, all.width(), height))
                .toList();
    }

    /// Metadata fields of libvips, as `delay` (in milliseconds) and `loop` of an animation.
    String field(byte[] file, String name) {
        try (VipsSession session = vips.open()) {
            return load(session, file, allPages(file)).text(name).orElse("").strip();
        }
    }

    private int pageHeight(byte[] file) {
        try (VipsSession session = vips.open()) {
            return load(session, file, allPages(file)).pageHeight();
        }
    }

    private byte[] png(byte[] file, Map<String, String> arguments) {
        try (VipsSession session = vips.open()) {
            return load(session, file, arguments).save(Saver.PNG, Map.of("keep", "none"));
        }
    }

    private static Map<String, String> allPages(byte[] file) {
        return HeaderProbe.probe(file).format().animated() ? Map.of("n", "-1") : Map.of();
    }

    private static VipsImage load(VipsSession session, byte[] file, Map<String, String> arguments) {
        return session.load(Load.loader(HeaderProbe.probe(file).format()), ByteBuffer.wrap(file), arguments);
    }

    /// Grey samples are taken as they are: the JDK would take them for linear light.
    private static Raster raster(BufferedImage image) {
        var samples = image.getRaster();
        boolean grey = image.getColorModel().getNumColorComponents() == 1;
        boolean alpha = image.getColorModel().hasAlpha();
        return Raster.of(image.getWidth(), image.getHeight(), (x, y) -> {
            if (!grey) {
                return image.getRGB(x, y);
            }
            int light = samples.getSample(x, y, 0);
            return (alpha ? samples.getSample(x, y, 1) : 255) << 24 | light << 16 | light << 8 | light;
        });
    }
}
