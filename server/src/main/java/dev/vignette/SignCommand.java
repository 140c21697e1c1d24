package dev.vignette;

import dev.vignette.auth.AuthConfig;
import dev.vignette.auth.UrlSignature;
import dev.vignette.config.Settings;
import dev.vignette.error.VignetteException;
import dev.vignette.http.QueryString;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vignette sign URL`: prints the URL with its signature.
@Command(
        name = "sign",
        description = "Sign a URL with the first of VIGNETTE_URL_KEYS.",
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
    @Parameters(paramLabel = "URL", description = "As in http://localhost:8080/thumb?url=…&w=320, or from its path on.")
    private String url = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var signature = new UrlSignature(Settings.load(System.getenv()).bind(AuthConfig.class), Clock.systemUTC());
        Objects.requireNonNull(spec).commandLine().getOut().println(signed(url, signature));
        return 0;
    }

    static String signed(String url, UrlSignature signature) {
        URI uri = parse(url);
        var parameters = QueryString.parse(asSent(uri.getRawQuery()));
        if (parameters.stream().anyMatch(parameter -> parameter.getKey().equals(UrlSignature.SIGNATURE))) {
            throw VignetteException.badParameter(
                    UrlSignature.SIGNATURE, "The URL is signed already", List.of("a URL without s"));
        }
        String join = uri.getRawQuery() == null ? "?" : "&";
        return url + join + UrlSignature.SIGNATURE + '=' + signature.sign(asSent(uri.getRawPath()), parameters);
    }

    /// One character a byte, as the server receives it.
    private static String asSent(@Nullable String text) {
        return text == null ? "" : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getRawPath() == null || !uri.getRawPath().startsWith("/") || uri.getRawFragment() != null) {
                throw VignetteException.badParameter(
                        "URL",
                        "This is no URL of a server: it has no path, or a fragment, which is never sent",
                        List.of("http://…/thumb?url=…", "/thumb?url=…"));
            }
            return uri;
        } catch (URISyntaxException e) {
            throw VignetteException.badParameter("URL", "This is not a URL: " + e.getReason(), List.of("a URL"));
        }
    }
}
