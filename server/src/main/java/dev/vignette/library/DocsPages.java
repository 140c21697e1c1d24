package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletionStage;

/// The contract, and a page to browse it and try it out. All of the page comes from here; it asks nobody else
/// for anything.
public final class DocsPages {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String BUNDLE = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private DocsPages() {}

    /// Where the files of a page are.
    @FunctionalInterface
    private interface Resource {
        String path() throws IOException;
    }

    /// All of them.
    public static Map<String, Endpoint> byPath() {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        endpoints.put("/openapi.json", file("application/json", () -> "/dev/vignette/contract/openapi.json"));
        endpoints.put("/docs", file("text/html; charset=utf-8", () -> "docs/index.html"));
        endpoints.put("/docs/start.js", file("text/javascript; charset=utf-8", () -> "docs/start.js"));
        endpoints.put("/docs/swagger-ui.css", file("text/css; charset=utf-8", () -> bundled("swagger-ui.css")));
        endpoints.put(
                "/docs/swagger-ui-bundle.js",
                file("text/javascript; charset=utf-8", () -> bundled("swagger-ui-bundle.js")));
        return endpoints;
    }

    private static Endpoint file(String mediaType, Resource resource) {
        return exchange -> answer(exchange, mediaType, resource);
    }

    private static CompletionStage<Answer> answer(Exchange exchange, String mediaType, Resource resource) {
        return exchange.blocking(() -> new Answer(
                200,
                Map.of(
                        "Content-Type",
                        mediaType,
                        "Content-Security-Policy",
                        POLICY,
                        "Cache-Control",
                        "public, max-age=3600"),
                bytes(resource)));
    }

    private static byte[] bytes(Resource resource) {
        try (InputStream in = Objects.requireNonNull(DocsPages.class.getResourceAsStream(resource.path()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "The page cannot be read", e);
        }
    }

    /// Its folder has the version of the bundle in its name.
    private static String bundled(String name) throws IOException {
        var properties = new Properties();
        try (InputStream in = Objects.requireNonNull(DocsPages.class.getResourceAsStream(BUNDLE))) {
            properties.load(in);
        }
        return "/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + '/' + name;
    }
}
