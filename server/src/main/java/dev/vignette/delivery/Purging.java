package dev.vignette.delivery;

import dev.vignette.cache.Purge;
import dev.vignette.cache.RenditionCache;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceUrl;
import io.vertx.core.json.JsonObject;

/// Removes what this server keeps of sources: originals, what is known of them, renditions. Blocking.
public final class Purging {
    private final RenditionCache cache;
    private final InfoHandler info;
    private final Originals originals;

    public Purging(RenditionCache cache, InfoHandler info, Originals originals) {
        this.cache = cache;
        this.info = info;
        this.originals = originals;
    }

    /// What was removed.
    ///
    /// @param originals how many
    public record Report(Purge.Removed removed, long originals) {
        public JsonObject json() {
            return new JsonObject()
                    .put("memory", removed.memory())
                    .put("disk", removed.disk())
                    .put("originals", originals)
                    .put("failures", removed.failures())
                    .put("underWay", removed.underWay());
        }
    }

    public Report purge(Purge purge) {
        // The originals first: else a rendition could be made of an old one once the old renditions are gone.
        long removed = purgeOriginals(purge);
        info.purge(purge);
        return new Report(cache.purge(purge), removed);
    }

    /// An original has no tags: it goes with the renditions that have them.
    private long purgeOriginals(Purge purge) {
        return switch (purge) {
            case Purge.Url(String url) -> originals.purge(SourceUrl.parse(url));
            case Purge.Prefix(String prefix) -> originals.purgePrefix(prefix);
            case Purge.Tag _ ->
                cache.sources(purge).stream()
                        .mapToLong(source -> originals.purge(SourceUrl.parse(source)))
                        .sum();
            case Purge.All() -> originals.purgeAll();
        };
    }
}
