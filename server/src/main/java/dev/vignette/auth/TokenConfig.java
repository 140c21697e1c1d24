package dev.vignette.auth;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whose tokens are believed.
public record TokenConfig(
        @Setting(
                key = "vignette.auth.issuer",
                defaultValue = "vignette",
                doc = "What a token must have in `iss`, to the letter.")
        String issuer,

        @Setting(
                key = "vignette.auth.audience",
                defaultValue = "vignette",
                doc = "What a token must have in `aud`, among others.")
        String audience,

        @Setting(
                key = TokenConfig.JWKS_KEY,
                doc = "Where the issuer publishes its keys (a JWK set); https, or http on this machine.")
        Optional<String> jwksUrl,

        @Setting(
                key = "vignette.auth.jwks-refresh",
                defaultValue = "5m",
                doc = "For how long the published keys are kept. A key that is withdrawn is refused after this time.",
                min = 10_000,
                max = 86_400_000)
        Duration jwksRefresh,

        @Setting(
                key = "vignette.auth.jwks-interval",
                defaultValue = "30s",
                doc = "Tokens of a key that is not known make the keys be fetched anew, at most twice in this time.",
                min = 1000,
                max = 3_600_000)
        Duration jwksInterval,

        @Setting(
                key = "vignette.auth.jwks-outage",
                defaultValue = "1h",
                doc = "For how long the last keys are believed when they cannot be fetched.",
                min = 0,
                max = 86_400_000)
        Duration jwksOutage,

        @Setting(
                key = TokenConfig.PEM_KEY,
                doc =
                        "Files with public keys or certificates in PEM, separated by commas, each with an algorithm and a "
                                + "colon before it where its keys are not used with the usual one, as in `PS256:issuer.pem`. "
                                + "Usual are RS256, for elliptic curves that of the curve, and EdDSA.")
        List<String> pemFiles,

        @Setting(
                key = "vignette.auth.token-types",
                defaultValue = "at+jwt, jwt",
                doc = "What a token may have in `typ`; it must have one of them.")
        List<String> tokenTypes,

        @Setting(
                key = "vignette.auth.max-lifetime",
                defaultValue = "24h",
                doc = "The longest time from `iat` to `exp` of a token.",
                min = 1000,
                max = 31_536_000_000L)
        Duration maxLifetime,

        @Setting(
                key = "vignette.auth.clock-skew",
                defaultValue = "30s",
                doc = "How far the issuer's clock may be ahead or behind.",
                min = 0,
                max = 300_000)
        Duration clockSkew,

        @Setting(
                key = "vignette.auth.checked-ttl",
                defaultValue = "10s",
                doc = "For how long a token whose signature was checked is not checked again; only its end is.",
                min = 0,
                max = 300_000)
        Duration checkedTtl,

        @Setting(
                key = "vignette.auth.cookie",
                defaultValue = "__Host-vignette",
                doc = "The cookie that may hold a token. A change by it needs a proof in `X-CSRF-Token`.")
        String cookie,

        @Setting(
                key = "vignette.auth.signing-key",
                doc = "The file of the server's own key, which signs shared links and the tokens of `vignette token`. "
                        + "By default `auth/signing-key.pem` in the data folder; made when it is not there. Servers "
                        + "that share a database need the same.")
        Optional<Path> signingKey) {
    static final String JWKS_KEY = "vignette.auth.jwks-url";
    static final String PEM_KEY = "vignette.auth.pem-files";
    static final String PEM_NAME = Settings.environmentName(PEM_KEY);

    /// @throws ConfigException when the keys' URL is neither of https nor of this machine, when there are files of
    ///     keys too, or a name is of no use
    public TokenConfig {
        pemFiles = List.copyOf(pemFiles);
        tokenTypes =
                tokenTypes.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
        if (jwksUrl.isPresent() && !trustworthy(jwksUrl.get())) {
            throw new ConfigException(
                    Settings.environmentName(JWKS_KEY), "must be an https URL, or an http URL of this machine");
        }
        if (jwksUrl.isPresent() && !pemFiles.isEmpty()) {
            throw new ConfigException(PEM_NAME, "keys are fetched already, from VIGNETTE_AUTH_JWKS_URL");
        }
        if (jwksInterval.compareTo(jwksRefresh) >= 0) {
            throw new ConfigException("VIGNETTE_AUTH_JWKS_INTERVAL", "must be less than VIGNETTE_AUTH_JWKS_REFRESH");
        }
        if (tokenTypes.isEmpty() || tokenTypes.contains(ShareLink.TYPE)) {
            throw new ConfigException(
                    "VIGNETTE_AUTH_TOKEN_TYPES", "must name types of access tokens, not " + ShareLink.TYPE);
        }
        if (!cookie.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new ConfigException("VIGNETTE_AUTH_COOKIE", "is not a name of a cookie");
        }
    }

    private static boolean trustworthy(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String host = String.valueOf(uri.getHost());
            boolean here = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
            return uri.getHost() != null && (scheme.equals("https") || (scheme.equals("http") && here));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether there are keys of an issuer; without, there is only the server's own.
    public boolean keysConfigured() {
        return jwksUrl.isPresent() || !pemFiles.isEmpty();
    }

    /// Where the server's own key is.
    public Path signingKey(Path dataDir) {
        return signingKey.orElse(dataDir.resolve("auth").resolve("signing-key.pem"));
    }
}
