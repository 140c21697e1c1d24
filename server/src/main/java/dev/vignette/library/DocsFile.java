package dev.vignette.library;

import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.http.Preconditions;
import dev.vignette.storage.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A file of the program, read when it is first asked for and kept in memory from then on.
final class DocsFile implements Endpoint {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String mediaType;
    private final Supplier<byte[]> reading;
    private volatile @Nullable Page page;

    private record Page(String etag, Answer whole) {}

    /// @param reading may block
    DocsFile(String mediaType, Supplier<byte[]> reading) {
        this.mediaType = mediaType;
        this.reading = reading;
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        Page known = page;
        return known == null
                ? exchange.blocking(() -> conditional(exchange, read()))
                : CompletableFuture.completedFuture(conditional(exchange, known));
    }

    /// Two that read it at once read the same.
    private Page read() {
        byte[] bytes = reading.get();
        String etag = '"' + Sha256.of(bytes).substring(0, 32) + '"';
        var headers = Map.of(
                "Content-Type",
                mediaType,
                "Content-Security-Policy",
                POLICY,
                "Cache-Control",
                "public, max-age=3600",
                "ETag",
                etag);
        var read = new Page(etag, new Answer(200, headers, bytes));
        page = read;
        return read;
    }

    private static Answer conditional(Exchange exchange, Page page) {
        return Preconditions.check(exchange, page.etag(), Optional.empty())
                ? Answer.empty(304, page.whole().headers())
                : page.whole();
    }
}
