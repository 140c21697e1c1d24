package dev.vignette;

import dev.vignette.auth.AuthConfig;
import dev.vignette.auth.UrlSignature;
import dev.vignette.config.Settings;
import dev.vignette.error.VignetteException;
import dev.vignette.http.QueryString;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
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
        java.util.Objects.requireNonNull(spec).commandLine().getOut().println(signed(url, signature));
        return 0;
    }

    static String signed(String url, UrlSignature signature) {
        URI uri = parse(url);
        var parameters = QueryString.parse(uri.getRawQuery());
        if (parameters.stream().anyMatch(parameter -> parameter.getKey().equals(UrlSignature.SIGNATURE))) {
            throw VignetteException.badParameter(
                    UrlSignature.SIGNATURE, "The URL is signed already", List.of("a URL without s"));
        }
        String join = uri.getRawQuery() == null ? "?" : "&";
        return url + join + UrlSignature.SIGNATURE + '=' + signature.sign(uri.getRawPath(), parameters);
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw VignetteException.badParameter("URL", "This is not a URL: " + e.getReason(), List.of("a URL"));
        }
    }
}
