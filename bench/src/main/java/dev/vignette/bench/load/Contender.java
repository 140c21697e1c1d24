package dev.vignette.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server that holds the thumbnail: nginx as a file, Vignette in its cache.
///
/// @param metrics where its metrics are, if it has any
record Contender(String name, Server server, URI thumbnail, Optional<URI> metrics) implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Vignette as it comes, over a folder of originals.
    ///
    /// @param build the folder with its `bin`
    static Contender vignette(Path build, OptionSet options, Path originals, Path data, String query)
            throws IOException, InterruptedException {
        int port = Ports.free();
        int adminPort = Ports.free();
        String name = build.getFileName() + (options.name().isEmpty() ? "" : " " + options.name());
        Map<String, String> environment = Map.of(
                "VIGNETTE_PORT", Integer.toString(port),
                "VIGNETTE_ADMIN_PORT", Integer.toString(adminPort),
                "VIGNETTE_DATA_DIR", data.toString(),
                "VIGNETTE_SOURCE_ROOT", originals.toString(),
                "VIGNETTE_JAVA_OPTIONS", String.join(" ", options.options()));
        Server server = Server.start(
                name, build, List.of(build.resolve("bin/vignette").toString(), "serve"), environment, "ready http://");
        return new Contender(
                name,
                server,
                URI.create("http://127.0.0.1:" + port + query),
                Optional.of(URI.create("http://127.0.0.1:" + adminPort + "/metrics")));
    }

    /// The same with another thumbnail.
    Contender with(String query) {
        return new Contender(name, server, thumbnail.resolve(query), metrics);
    }

    /// The thumbnail as it is served.
    byte[] fetch() throws IOException, InterruptedException {
        return get(thumbnail);
    }

    /// Zero for a server without metrics.
    JavaHeap heap() throws IOException, InterruptedException {
        return metrics.isEmpty()
                ? new JavaHeap(0, 0)
                : JavaHeap.parse(new String(get(metrics.get()), StandardCharsets.UTF_8));
    }

    private static byte[] get(URI uri) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(uri + " answered " + response.statusCode());
        }
        return response.body();
    }

    @Override
    public void close() {
        server.close();
    }
}
