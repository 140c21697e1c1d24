package dev.vignette.auth;

import dev.vignette.config.ConfigException;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.QueryString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Signs URLs and checks them: the parameter `s` is the signature over the path and all other parameters, `exp` the
/// second of Unix time from which on the URL is no longer good.
public final class UrlSignature {
    /// The parameter that holds the signature.
    public static final String SIGNATURE = "s";
    /// The parameter that holds the end of validity.
    public static final String EXPIRY = "exp";

    /// Twelve digits reach the year 33658; thirteen are milliseconds, sent by mistake.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final List<UrlKey> keys;
    private final Clock clock;

    public UrlSignature(AuthConfig config, Clock clock) {
        this.keys = config.keys();
        this.clock = clock;
    }

    /// Whether every URL must be signed.
    public boolean required() {
        return !keys.isEmpty();
    }

    /// The value of `s` for a URL. A parameter `s` among `parameters` is passed over.
    ///
    /// @param path as it stands in the request line, from the first slash to the question mark
    /// @param parameters percent-decoded, in any order
    /// @throws ConfigException when there is no key to sign with
    public String sign(String path, List<Map.Entry<String, String>> parameters) {
        if (keys.isEmpty()) {
            throw new ConfigException(AuthConfig.KEYS_NAME, "there is no key to sign with");
        }
        return keys.getFirst().sign(signedText(path, parameters));
    }

    /// Accepts a request whose signature fits, or any when there are no keys, that has not expired.
    ///
    /// @throws VignetteException `SIGNATURE_INVALID`, then `BAD_PARAMETER` for an `exp` that is no time, `EXPIRED`
    public void verify(String path, List<Map.Entry<String, String>> parameters) {
        if (required()) {
            requireFitting(QueryString.single(SIGNATURE, parameters), signedText(path, parameters));
        }
        QueryString.single(EXPIRY, parameters).ifPresent(this::requireTimeAhead);
    }

    private void requireFitting(Optional<String> signature, String text) {
        byte[] claimed = signature.orElse("").getBytes(StandardCharsets.UTF_8);
        boolean fits = false;
        for (var key : keys) {
            // All keys are tried and each comparison takes the same time, so the clock tells nothing.
            fits |= MessageDigest.isEqual(key.sign(text).getBytes(StandardCharsets.UTF_8), claimed);
        }
        if (!fits) {
            throw new VignetteException(
                    ErrorCode.SIGNATURE_INVALID, "The parameter s must be the signature of this path and query");
        }
    }

    private void requireTimeAhead(String expiry) {
        if (!SECONDS.matcher(expiry).matches()) {
            throw VignetteException.badParameter(
                    EXPIRY, "exp is not a time", List.of("Unix time in whole seconds, at most 12 digits"));
        }
        requireAhead(Instant.ofEpochSecond(Long.parseLong(expiry)));
    }

    /// Accepts a link whose end has not come.
    ///
    /// @throws VignetteException `EXPIRED`
    public void requireAhead(Instant end) {
        if (clock.instant().getEpochSecond() >= end.getEpochSecond()) {
            throw new VignetteException(ErrorCode.EXPIRED, "The time in exp has passed");
        }
    }

    private static String signedText(String path, List<Map.Entry<String, String>> parameters) {
        return SignedText.of(
                path,
                parameters.stream()
                        .filter(parameter -> !parameter.getKey().equals(SIGNATURE))
                        .toList());
    }
}
