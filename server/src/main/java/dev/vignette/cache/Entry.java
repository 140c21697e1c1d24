package dev.vignette.cache;

/// A rendition with what it is found and removed by.
record Entry(RenditionKey key, Tags tags, CachedRendition rendition) {
    Entry with(Tags other) {
        return new Entry(key, other, rendition);
    }

    Entry with(CachedRendition other) {
        return new Entry(key, tags, other);
    }

    int weight() {
        return key.weight() + rendition.weight();
    }
}
