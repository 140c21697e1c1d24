package dev.vignette;

import dev.vignette.auth.Permission;
import dev.vignette.auth.TokenConfig;
import dev.vignette.auth.TokenMint;
import dev.vignette.cache.CacheConfig;
import dev.vignette.config.Durations;
import dev.vignette.config.Settings;
import dev.vignette.error.VignetteException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `vignette token`: prints a token that is signed with the server's own key.
@Command(
        name = "token",
        description = "Make a token for the library with the server's own key, which is made when there is none.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "A role: viewer, editor, admin or one of your own. May be repeated.")
    private List<String> roles = List.of();

    @Option(
            names = "--sub",
            paramLabel = "NAME",
            description = "Whom the token is of; the owner of what is uploaded with it. Default: ${DEFAULT-VALUE}.")
    private String subject = "admin";

    @Option(names = "--team", paramLabel = "TEAM", description = "A team of theirs. May be repeated.")
    private List<String> teams = List.of();

    @Option(
            names = "--grant",
            paramLabel = "IMAGE=PERMISSIONS",
            description = "Permissions on one image, as in ID=view:any,edit:any. May be repeated.")
    private Map<String, String> grants = Map.of();

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "How long it is valid, as in 30m, 8h or 1d. Default: ${DEFAULT-VALUE}.")
    private String lifetime = "1h";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var settings = Settings.load(System.getenv());
        var folder = settings.bind(CacheConfig.class).dataDir();
        var mint = new TokenMint(settings.bind(TokenConfig.class), folder, Clock.systemUTC());
        String token = mint.token(new TokenMint.Wish(subject, roles, teams, permissions(), lifetime()));
        var line = Objects.requireNonNull(spec).commandLine();
        if (!mint.accepted()) {
            line.getErr()
                    .println(
                            "The server goes by other keys, so it will refuse this token; to accept it, add the public "
                                    + "key beside the signing key to VIGNETTE_AUTH_PEM_FILES");
        }
        line.getOut().println(token);
        return 0;
    }

    private Duration lifetime() {
        try {
            return Durations.parse(lifetime);
        } catch (IllegalArgumentException e) {
            throw VignetteException.badParameter("--ttl", "--ttl: " + e.getMessage(), List.of());
        }
    }

    private Map<String, List<Permission>> permissions() {
        var permissions = new TreeMap<String, List<Permission>>();
        grants.forEach((image, texts) -> {
            var named = new ArrayList<Permission>();
            for (String text : Arrays.asList(texts.split(","))) {
                named.add(Permission.parse(text)
                        .orElseThrow(() -> VignetteException.badParameter(
                                "--grant", "--grant: " + text + " is no permission", Permission.names())));
            }
            permissions.put(image, named);
        });
        return permissions;
    }
}
