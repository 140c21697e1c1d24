package dev.vignette.auth;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Exchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds out who asks: by the token in `Authorization: Bearer`, else by that in the cookie.
///
/// A browser sends cookies along with requests that another site made it send. So a cookie counts for reading, and for
/// a change only with a proof in `X-CSRF-Token`: a hash of the token, which answers to reading tell in the same field.
/// Another site can make the browser ask, but reads neither the cookie nor the answer.
public final class Authenticator {
    /// The header that holds the proof.
    public static final String PROOF = "X-CSRF-Token";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "bearer ";
    /// What proxies say of whom they ask for.
    private static final List<String> FORWARDING = List.of(
            "Forwarded",
            "Via",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-IP",
            "X-Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP");

    private final Tokens tokens;
    private final String cookie;
    private final boolean loopbackAlone;

    /// @param loopbackAlone whether nobody from elsewhere is answered: anybody can be given a key that was made here
    Authenticator(Tokens tokens, String cookie, boolean loopbackAlone) {
        this.tokens = tokens;
        this.cookie = cookie;
        this.loopbackAlone = loopbackAlone;
    }

    /// Who makes this request; [Principal#ANONYMOUS] when it has no token. May fetch keys, so it may block.
    ///
    /// @throws VignetteException `LOOPBACK_ONLY`, `UNAUTHENTICATED`, `CSRF_PROOF_MISSING`, `KEYS_UNAVAILABLE`
    public Principal authenticate(Exchange exchange) {
        requireNear(exchange);
        Optional<String> authorization = exchange.header("Authorization");
        if (authorization.isPresent()) {
            return tokens.principal(bearer(authorization.get()));
        }
        Optional<String> token = cookieToken(exchange);
        if (token.isEmpty()) {
            return Principal.ANONYMOUS;
        }
        Principal principal = tokens.principal(token.get());
        if (READING.contains(exchange.method())) {
            exchange.answerHeader(PROOF, proof(token.get()));
        } else {
            requireProof(token.get(), exchange.header(PROOF).orElse(""));
        }
        return principal;
    }

    /// Whether a request has what a change needs, though its method needs it not: a token that no browser adds by
    /// itself, or the proof.
    boolean mayChange(Exchange exchange) {
        return exchange.header("Authorization").isPresent()
                || cookieToken(exchange)
                        .filter(token -> isProof(token, exchange.header(PROOF).orElse("")))
                        .isPresent();
    }

    /// The proof that changes by this token in a cookie need.
    ///
    /// @param token as it stands in the cookie
    static String proof(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("vignette csrf proof\n" + token).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The token in the cookie, if there is one.
    Optional<String> cookieToken(Exchange exchange) {
        List<String> values = exchange.header("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(cookie + "="))
                .map(pair -> pair.substring(cookie.length() + 1))
                .toList();
        if (values.size() > 1) {
            throw TokenVerifier.refused("the cookie is there more than once");
        }
        return values.stream().findFirst();
    }

    private static String bearer(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw TokenVerifier.refused("Authorization must be of the form Bearer TOKEN");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    private static boolean isProof(String token, String given) {
        byte[] wanted = proof(token).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireProof(String token, String given) {
        if (!isProof(token, given)) {
            throw new VignetteException(
                    ErrorCode.CSRF_PROOF_MISSING,
                    "A change with the token in a cookie needs its proof in the header " + PROOF);
        }
    }

    /// @throws VignetteException `LOOPBACK_ONLY`
    void requireNear(Exchange exchange) {
        if (!loopbackAlone) {
            return;
        }
        InetAddress peer = exchange.peer();
        boolean forwarded =
                FORWARDING.stream().anyMatch(name -> exchange.header(name).isPresent());
        if (!peer.isLoopbackAddress() || forwarded) {
            throw new VignetteException(
                    ErrorCode.LOOPBACK_ONLY,
                    "No keys of an issuer are configured, so the library answers clients on its own machine alone, and"
                            + " none through a proxy");
        }
    }
}
