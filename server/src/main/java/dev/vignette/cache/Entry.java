package dev.vignette.cache;

/// A rendition with what it is found and removed by.
record Entry(RenditionKey key, Tags tags, CachedRendition rendition) {
    /// The same with more tags.
    Entry and(Tags more) {
        return new Entry(key, tags.and(more.names()), rendition);
    }

    Entry with(CachedRendition other) {
        return new Entry(key, tags, other);
    }

    int weight() {
        return key.weight() + rendition.weight();
    }
}
