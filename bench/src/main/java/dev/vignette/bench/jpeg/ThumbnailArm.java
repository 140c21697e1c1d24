package dev.vignette.bench.jpeg;

import dev.vignette.transform.ServerArm;
import java.util.Map;

/// One way from a JPEG original to a JPEG thumbnail.
record ThumbnailArm(String name, ServerArm server) implements AutoCloseable {
    private static final String MARGIN = "margin-";

    /// @param name `vignette`, `libvips`, or a margin for the way in Java as in `margin-1.5`
    static ThumbnailArm of(String name) {
        return new ThumbnailArm(name, new ServerArm(environment(name)));
    }

    private static Map<String, String> environment(String name) {
        if (name.startsWith(MARGIN)) {
            return Map.of("VIGNETTE_JPEG_MARGIN", name.substring(MARGIN.length()));
        }
        return switch (name) {
            case "vignette" -> Map.of();
            case "libvips" -> Map.of("VIGNETTE_JPEG_ENABLED", "false");
            default -> throw new IllegalArgumentException("there is no way " + name);
        };
    }

    /// @param query what is asked for, as in a URL
    byte[] thumbnail(Picture picture, String query) {
        return server.thumbnail(picture.file(), query);
    }

    @Override
    public void close() {
        server.close();
    }
}
