package dev.vignette.delivery;

import dev.vignette.cache.Found;
import java.time.Duration;

/// The value of the `Cache-Status` header (RFC 9211).
final class CacheStatus {
    private static final String CACHE = "Vignette";

    private CacheStatus() {}

    /// @param age of the rendition, as the answer tells it
    static String of(Found found, Duration age) {
        var status = new StringBuilder(CACHE)
                .append(
                        switch (found.way()) {
                            case MEMORY, DISK -> "; hit";
                            case RENDERED -> "; fwd=uri-miss";
                            case RENEWED, STALE_IF_ERROR -> "; fwd=stale";
                            case PASSED -> "; fwd=bypass";
                        });
        if (found.stored()) {
            status.append("; stored");
        }
        if (found.collapsed() && forwarded(found)) {
            status.append("; collapsed");
        }
        if (!found.rendition().freshFor().isZero()) {
            status.append("; ttl=")
                    .append(found.rendition().freshFor().minus(age).toSeconds());
        }
        return status.append(
                        switch (found.way()) {
                            case MEMORY -> "; detail=memory";
                            case DISK -> "; detail=disk";
                            case STALE_IF_ERROR -> "; detail=stale-if-error";
                            case RENDERED, RENEWED, PASSED -> "";
                        })
                .toString();
    }

    private static boolean forwarded(Found found) {
        return switch (found.way()) {
            case MEMORY, DISK -> false;
            case RENDERED, RENEWED, STALE_IF_ERROR, PASSED -> true;
        };
    }
}
