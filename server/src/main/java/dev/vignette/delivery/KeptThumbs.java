package dev.vignette.delivery;

import dev.vignette.cache.CachedRendition;
import dev.vignette.cache.Purge;
import dev.vignette.cache.RenditionCache;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import dev.vignette.image.EncodedImage;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.options.PresetsConfig;
import dev.vignette.source.SourceUrl;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Renditions of images of the library, by the options of `/thumb`, from the same cache and the same renderer.
/// Who may see an image has been asked before; the answers are for that client alone, and asked for again each
/// time.
public final class KeptThumbs {
    /// Their originals never change.
    private static final Duration FRESH = Duration.ofDays(365);

    private final OptionsParser parser;
    private final Thumbs thumbs;
    private final RenditionCache cache;
    private final Renderer renderer;

    /// @param stored looked into before anything is rendered
    public KeptThumbs(
            PresetsConfig presets, RenditionCache cache, Renderer renderer, StoredRenditions stored, Clock clock) {
        this.parser = new OptionsParser(presets, List.of(Envelope.DOWNLOAD));
        this.thumbs = new Thumbs(
                cache,
                request -> stored(stored, request).orElseGet(() -> renderer.render(request)),
                ImageAnswer.forOneClient(),
                clock);
        this.cache = cache;
        this.renderer = renderer;
    }

    private static Optional<Renderer.Rendered> stored(StoredRenditions stored, ThumbRequest request) {
        return request.envelope().source() instanceof SourceUrl.Kept(String id)
                ? stored.find(id, request.key().form()).map(KeptThumbs::rendered)
                : Optional.empty();
    }

    private static Renderer.Rendered rendered(StoredRenditions.Stored found) {
        var rendition = new CachedRendition(
                found.image(), Etag.of(found.image().bytes()), Optional.of(found.original()), found.made(), FRESH);
        return new Renderer.Rendered(rendition, ServerTiming.STORED);
    }

    /// Makes a rendition anew, which goes into no cache. Blocking.
    ///
    /// @param id of an image that is there
    /// @throws VignetteException as the renderer does
    public EncodedImage make(String id, Wanted wanted) {
        return renderer.encode(new SourceUrl.Kept(id), wanted);
    }

    /// Blocking.
    ///
    /// @param id of an image that the client may see
    /// @param bound what the options are held to, whatever is asked for
    /// @throws VignetteException as the parsers and the renderer do
    public Answer answer(
            Exchange exchange, String id, List<Map.Entry<String, String>> parameters, UnaryOperator<Options> bound) {
        Envelope envelope = Envelope.of(new SourceUrl.Kept(id), parameters);
        Options options = bound.apply(parser.parse(envelope.rest()));
        boolean negotiated = options.output().format().isEmpty();
        var accepted = AcceptedFormats.of(negotiated ? exchange.header("Accept") : Optional.empty());
        ThumbRequest request = ThumbRequest.of(envelope, options, negotiated, accepted);
        return thumbs.find(exchange, request).orElseGet(() -> {
            Thumbs.Wait wait = thumbs.join(exchange, request);
            return Awaiting.get(wait.answer(), wait.found());
        });
    }

    /// Removes what was made of an image. Blocking.
    public void forget(String id) {
        var _ = cache.purge(new Purge.Url(new SourceUrl.Kept(id).toString()));
    }
}
