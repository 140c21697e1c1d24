package dev.vignette.library;

import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import dev.vignette.http.Headers;
import dev.vignette.http.Preconditions;
import dev.vignette.http.Representation;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The original itself, as a whole or in ranges: by `sendfile` from the local disk, through this process from a
/// store elsewhere, or from that store itself. It is what somebody uploaded, so a browser that shows it runs
/// nothing of it.
record ContentAnswer(ImageFiles files, SoundFiles sound) {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private static final List<String> VALIDATING = List.of("If-Match", "If-Unmodified-Since", "If-Range");

    /// For how long a client may follow where it is sent.
    private static final Duration PRESIGNED = Duration.ofMinutes(5);

    Answer of(Exchange exchange, StoredImage image) {
        StoredImage.Content content = image.content();
        String etag = '"' + content.sha256() + '"';
        Optional<Instant> modified = Optional.of(image.id().created());
        // The store knows neither the tag nor a URL for HEAD.
        if (!Preconditions.check(exchange, etag, modified) && exchange.method().equals("GET") && !named(exchange)) {
            Optional<URI> elsewhere = presigned(content);
            if (elsewhere.isPresent()) {
                return Answer.empty(
                        307, Headers.of(Map.of("Location", elsewhere.get().toString(), "Cache-Control", "no-store")));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "private, no-cache");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Repr-Digest", "sha-256=:" + base64(content.sha256()) + ":");
        var representation = new Representation(
                etag, modified, content.format().mediaType(), content.bytes(), source(exchange, content));
        return representation.answer(exchange, Headers.of(headers));
    }

    /// Whether the client wants what it has seen here before, or no answer: it would ask the same elsewhere, where the
    /// file has another tag and another date.
    private static boolean named(Exchange exchange) {
        return VALIDATING.stream().anyMatch(field -> exchange.header(field).isPresent());
    }

    private Optional<URI> presigned(StoredImage.Content content) {
        var terms = new BlobStore.DownloadTerms(PRESIGNED, content.format().mediaType(), "inline");
        return files.blobs().presigned(new BlobKey(content.sha256()), terms);
    }

    private Representation.Source source(Exchange exchange, StoredImage.Content content) {
        var streamed = new Representation.Source.Elsewhere((from, length) -> stream(content, from, length));
        if (exchange.method().equals("HEAD")) { // nobody opens it, but it must be there
            return new Representation.Source.ByLength(_ -> {
                files.requireWhole(content);
                return streamed;
            });
        }
        Optional<Path> path = files.blobs().path(new BlobKey(content.sha256()));
        return path.isEmpty()
                ? streamed
                : new Representation.Source.ByLength(length ->
                        length < content.bytes() ? SoundFiles.file(path.get()) : sound.whole(path.get(), content));
    }

    /// All of it is checked by its hash, a part cannot be.
    private InputStream stream(StoredImage.Content content, long from, long length) throws IOException {
        InputStream in = files.read(content, from, length);
        return length == content.bytes() ? sound.checked(in, content) : in;
    }

    private static String base64(String hexadecimal) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexadecimal));
    }
}
