package dev.vignette.cache;

/// A rendition, and how the cache came by it.
///
/// @param way how
/// @param collapsed whether this request waited for what another had begun
/// @param stored whether it is kept from now on
public record Found(CachedRendition rendition, Way way, boolean collapsed, boolean stored) {
    /// How a rendition was come by.
    public enum Way {
        /// It was in memory.
        MEMORY,
        /// It was on disk.
        DISK,
        /// It was made, since it was not there.
        RENDERED,
        /// It was made anew, since the one that was there was no longer fresh.
        RENEWED,
        /// It is no longer fresh, and was to be made anew, which failed.
        STALE_IF_ERROR,
        /// It was made, since nothing is kept at all.
        PASSED
    }

    static Found kept(CachedRendition rendition, Way way) {
        return new Found(rendition, way, false, false);
    }

    Found asCollapsed() {
        return new Found(rendition, way, true, stored);
    }
}
