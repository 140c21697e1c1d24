package dev.vignette.bench.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A server under measurement: how it starts, how it says that it is ready, how a thumbnail is asked of it.
///
/// @param settings what a reader must know to repeat the run, one line
/// @param directory where it runs
/// @param readyMark text in the line of output that it writes once it answers
record Arm(
        String name,
        String settings,
        Path directory,
        List<String> command,
        Map<String, String> environment,
        String readyMark,
        int port,
        Query query) {
    private static final int ADMIN_PATIENCE_MILLIS = 5000;
    private static final String READY = "ready http://";

    // The encoder settings all arms share. libvips' own choice of colour below quality 90 is 4:2:0.
    private static final String ENCODERS = "WebP effort 4, AVIF effort 4, 4:2:0";

    /// Path and query of the thumbnail of one original, whose URL comes percent-encoded.
    @FunctionalInterface
    interface Query {
        String of(String original, Work work);
    }

    /// The same arm with more in its environment.
    Arm with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Arm(name, settings, directory, command, all, readyMark, port, query);
    }

    /// The same arm under another name.
    Arm named(String other) {
        return new Arm(other, settings, directory, command, environment, readyMark, port, query);
    }

    /// Asks the admin port of an arm that is Vignette.
    ///
    /// @return the status
    int admin(String path) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + environment.get("VIGNETTE_ADMIN_PORT") + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(ADMIN_PATIENCE_MILLIS);
        connection.setReadTimeout(ADMIN_PATIENCE_MILLIS);
        return connection.getResponseCode();
    }

    URI uri(String original, Work work) {
        String encoded = URLEncoder.encode(original, StandardCharsets.UTF_8);
        return URI.create("http://127.0.0.1:" + port + query.of(encoded, work));
    }

    /// Vignette as `./run --build` leaves it, without any cache.
    static Arm vignette(Path project, Path data) {
        int port = Ports.free();
        Map<String, String> environment = Map.of(
                "VIGNETTE_PORT", Integer.toString(port),
                "VIGNETTE_ADMIN_PORT", Integer.toString(Ports.free()),
                "VIGNETTE_DATA_DIR", data.toString(),
                "VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8",
                "VIGNETTE_CACHE_ENABLED", "false",
                "VIGNETTE_OUTPUT_WEBP_EFFORT", "4",
                "VIGNETTE_OUTPUT_AVIF_EFFORT", "4");
        return new Arm(
                "vignette",
                ENCODERS + ", no caches",
                project,
                List.of(project.resolve("dist/vignette/bin/vignette").toString(), "serve"),
                environment,
                READY,
                port,
                (original, work) -> "/thumb?url=%s&w=%d&h=%d&fit=inside&f=%s&q=%d"
                        .formatted(
                                original,
                                work.size(),
                                work.size(),
                                work.target().parameter(),
                                work.target().quality()));
    }

    /// The same with every JPEG file through libvips.
    static Arm vignetteThroughLibvips(Path project, Path data) {
        return vignette(project, data)
                .with(Map.of("VIGNETTE_JPEG_ENABLED", "false"))
                .named("libvips");
    }

    /// Vignette as it comes, its caches among it.
    static Arm vignetteWithCaches(Path project, Path data) {
        return vignette(project, data).with(Map.of("VIGNETTE_CACHE_ENABLED", "true"));
    }

    /// A minimal Node server on sharp: the least that a request on sharp can cost.
    static Arm sharp(Path project, SharpThreads threads) {
        return peer(
                "sharp",
                project,
                threads,
                (original, work) -> "/thumb?url=%s&size=%d&f=%s&q=%d"
                        .formatted(
                                original,
                                work.size(),
                                work.target().parameter(),
                                work.target().quality()));
    }

    static Arm ipx(Path project, SharpThreads threads) {
        return peer(
                "ipx",
                project,
                threads,
                (original, work) -> "/s_%dx%d,fit_inside,f_%s,q_%d/%s"
                        .formatted(
                                work.size(),
                                work.size(),
                                work.target().parameter(),
                                work.target().quality(),
                                original));
    }

    private static Arm peer(String name, Path project, SharpThreads threads, Query query) {
        int port = Ports.free();
        return new Arm(
                name,
                ENCODERS + ", no operation cache",
                project.resolve("bench/peers"),
                List.of("node", name + ".mjs"),
                threads.environment(port),
                READY,
                port,
                query);
    }

    /// imgproxy with unsigned URLs; its AVIF speed 5 is libvips' effort 4.
    static Arm imgproxy(Path binary, String version, Path directory) {
        int port = Ports.free();
        Map<String, String> environment = Map.of(
                "IMGPROXY_BIND", "127.0.0.1:" + port,
                "IMGPROXY_ALLOW_LOOPBACK_SOURCE_ADDRESSES", "true",
                "IMGPROXY_AVIF_SPEED", "5",
                "IMGPROXY_WEBP_EFFORT", "4",
                "IMGPROXY_LOG_LEVEL", "info");
        return new Arm(
                "imgproxy",
                version + "; " + ENCODERS + ", its default workers",
                directory,
                List.of(binary.toAbsolutePath().toString()),
                environment,
                "Starting server at",
                port,
                (original, work) -> "/insecure/rs:fit:%d:%d/q:%d/plain/%s@%s"
                        .formatted(
                                work.size(),
                                work.size(),
                                work.target().quality(),
                                original,
                                work.target().parameter()));
    }
}
