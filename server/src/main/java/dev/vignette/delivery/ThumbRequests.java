package dev.vignette.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.auth.UrlSignature;
import dev.vignette.http.Exchange;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads request lines: parses them and verifies their signatures. Both follow from the line alone, so lines that were
/// good are remembered when they come a second time, some thousands of them, and only their end is looked at again.
final class ThumbRequests {
    private static final long MOST_BYTES = 8L << 20;
    private static final int PARSED_BYTES = 1024;
    private static final int SEEN_BITS = 13;

    private final UrlSignature signature;
    private final OptionsParser parser;
    private final SeenLines seen = new SeenLines(SEEN_BITS);
    private final Cache<Line, ThumbRequest> known = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Line line, ThumbRequest _) -> line.weight())
            // Its upkeep is a few comparisons, less than to wake another thread.
            .executor(Runnable::run)
            .build();

    ThumbRequests(UrlSignature signature, OptionsParser parser) {
        this.signature = signature;
        this.parser = parser;
    }

    /// All of a request that its meaning depends on.
    private record Line(String target, Optional<String> accept) {
        int weight() {
            return PARSED_BYTES
                    + 2 * target.length()
                    + accept.map(String::length).orElse(0);
        }
    }

    /// @throws dev.vignette.error.VignetteException as the signature and the parsers do
    ThumbRequest read(Exchange exchange) {
        var line = new Line(exchange.target(), exchange.header("Accept"));
        ThumbRequest request = known.getIfPresent(line);
        if (request == null) {
            request = parse(exchange, line.accept());
            if (seen.again(line)) {
                known.put(line, request);
            }
        } else {
            request.envelope().expires().ifPresent(signature::requireAhead);
        }
        return request;
    }

    private ThumbRequest parse(Exchange exchange, Optional<String> accept) {
        List<Map.Entry<String, String>> parameters = exchange.parameters();
        signature.verify(exchange.path(), parameters);
        Envelope envelope = Envelope.open(parameters);
        Options options = parser.parse(envelope.rest());
        boolean negotiated = options.output().format().isEmpty();
        AcceptedFormats accepted = AcceptedFormats.of(negotiated ? accept : Optional.empty());
        return ThumbRequest.of(envelope, options, negotiated, accepted);
    }
}
