package dev.vignette.bench.jpeg;

import dev.vignette.jpeg.JpegTools;
import dev.vignette.transform.ServerArm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The photographs of a folder, and what is made of them.
final class Pictures {
    private static final double SMALL = 2e6;

    private Pictures() {}

    /// The JPEG files of a folder as they are, by name.
    static List<Picture> of(Path folder) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.toLowerCase(Locale.ROOT).matches(".*\\.jpe?g")) {
                    pictures.add(new Picture(name, Files.readAllBytes(file)));
                }
            }
        }
        if (pictures.isEmpty()) {
            throw new IllegalStateException("there is no JPEG file in " + folder);
        }
        return pictures;
    }

    /// The same photographs with two megapixels each, as the server makes them at quality 85.
    static List<Picture> small(List<Picture> pictures, ServerArm libvips) {
        List<Picture> small = new ArrayList<>();
        for (Picture picture : pictures) {
            double factor = Math.sqrt(SMALL / 1e6 / picture.megapixels());
            long side = Math.round(
                    factor * Math.max(picture.header().width(), picture.header().height()));
            String query = "w=%d&h=%d&f=jpeg&q=85".formatted(side, side);
            small.add(new Picture(picture.name(), libvips.thumbnail(picture.file(), query)));
        }
        return small;
    }

    /// The same coefficients in the usual ten progressive scans.
    static List<Picture> progressive(List<Picture> pictures) {
        return pictures.stream()
                .map(picture -> new Picture(picture.name(), JpegTools.transcoded(picture.bytes(), "-progressive")))
                .toList();
    }
}
