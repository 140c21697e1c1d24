package dev.vignette.cache;

import dev.vignette.config.Settings;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What the tests of the cache keep in it.
final class Renditions {
    static final Duration HOUR = Duration.ofHours(1);

    private Renditions() {}

    /// One of random bytes, made now.
    static CachedRendition of(int size, Duration fresh, Clock clock) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var image = new EncodedImage(bytes, Format.WEBP, new Dimensions(30, 20));
        return new CachedRendition(
                image, "\"" + size + "\"", Optional.of(clock.instant().minusSeconds(99)), clock.instant(), fresh);
    }

    static RenditionKey key(String source) {
        return new RenditionKey(source, "w=10");
    }

    static Entry entry(String source, CachedRendition rendition, String... tags) {
        return new Entry(key(source), Tags.NONE.and(List.of(tags)), rendition);
    }

    static RequestContext request(Duration timeout) {
        return new RequestContext("id", Deadline.after(timeout));
    }

    /// @param settings names after `VIGNETTE_CACHE_` and values in turn
    static CacheConfig config(Path folder, String... settings) {
        var environment = new HashMap<>(Map.of("VIGNETTE_DATA_DIR", folder.toString(), "VIGNETTE_CACHE_DISK", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_CACHE_" + settings[i], settings[i + 1]);
        }
        return Settings.of(environment).bind(CacheConfig.class);
    }
}
