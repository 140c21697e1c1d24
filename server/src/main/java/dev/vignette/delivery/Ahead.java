package dev.vignette.delivery;

import dev.vignette.cache.RenditionCache;
import dev.vignette.cache.RenditionKey;
import dev.vignette.source.SourceUrl;
import dev.vignette.telemetry.RequestContext;
import java.util.List;

/// Renditions of sources that are made before anybody asks `/thumb` for them.
public final class Ahead {
    private final RenditionCache cache;
    private final Renderer renderer;

    public Ahead(RenditionCache cache, Renderer renderer) {
        this.cache = cache;
        this.renderer = renderer;
    }

    /// Makes sure that this server's cache has the rendition, fresh, as far as it keeps any. Blocking.
    ///
    /// @throws dev.vignette.error.VignetteException as the renderer does, and `CLIENT_GONE` when it is interrupted
    public void make(SourceUrl source, Wanted wanted) {
        var key = new RenditionKey(source.toString(), wanted.form());
        if (cache.find(key, List.of()).isEmpty()) {
            var found = cache.join(key, List.of(), RequestContext.current(), () -> renderer.render(source, wanted));
            var _ = Awaiting.get(found, found);
        }
    }
}
