package dev.vignette.auth;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Fetches a key set from the one URL that is configured: within a time and a number of bytes, and without going
/// where a redirect leads.
final class KeyFetch implements ResourceRetriever, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE = Duration.ofSeconds(6);
    private static final int MOST_BYTES = 256 << 10;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url.toString()))
                .timeout(WHOLE)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        try {
            HttpResponse<String> answer = client.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
            if (answer.statusCode() != OK) {
                throw new IOException("the answer was " + answer.statusCode());
            }
            return new Resource(
                    answer.body(), answer.headers().firstValue("Content-Type").orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
