package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// The contract, and a page to browse it and try it out. All of the page comes from here; it asks nobody else
/// for anything.
public final class DocsPages {
    private static final String BUNDLE = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private DocsPages() {}

    /// All of them.
    public static Map<String, Endpoint> byPath() {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        endpoints.put(
                "/openapi.json", new DocsFile("application/json", () -> bytes("/dev/vignette/contract/openapi.json")));
        endpoints.put("/docs", new DocsFile("text/html; charset=utf-8", () -> bytes("docs/index.html")));
        endpoints.put("/docs/start.js", new DocsFile("text/javascript; charset=utf-8", () -> bytes("docs/start.js")));
        endpoints.put("/docs/swagger-ui.css", new DocsFile("text/css; charset=utf-8", () -> bundled("swagger-ui.css")));
        endpoints.put(
                "/docs/swagger-ui-bundle.js",
                new DocsFile("text/javascript; charset=utf-8", () -> bundled("swagger-ui-bundle.js")));
        return endpoints;
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(DocsPages.class.getResourceAsStream(resource))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Its folder has the version of the bundle in its name.
    private static byte[] bundled(String name) {
        var properties = new Properties();
        try (InputStream in = Objects.requireNonNull(DocsPages.class.getResourceAsStream(BUNDLE))) {
            properties.load(in);
        } catch (IOException e) {
            throw failed(e);
        }
        return bytes("/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + '/' + name);
    }

    private static VignetteException failed(IOException e) {
        return new VignetteException(ErrorCode.INTERNAL, "The page cannot be read", e);
    }
}
