package dev.vignette.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/// Checks the form, the type and the signature of tokens (JWS, compact form), in this order; what they claim is
/// read when all of that holds. RFC 8725 is held line by line in docs/security.md.
final class TokenVerifier {
    /// As many as all headers of a request may have together.
    private static final int MOST_CHARACTERS = 8 << 10;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final int LONGEST_KEY_ID = 256;
    /// Each would let the token say with what it is to be checked.
    private static final List<String> OWN_KEYS = List.of("jku", "jwk", "x5u", "x5c");

    private final TokenKeys keys;
    private final Set<String> types;

    /// @param types what `typ` may be, in lower case, without `application/`
    TokenVerifier(TokenKeys keys, List<String> types) {
        this.keys = keys;
        this.types = Set.copyOf(types);
    }

    /// What a token claims that was signed with one of the keys.
    ///
    /// @throws VignetteException `UNAUTHENTICATED`, `KEYS_UNAVAILABLE`
    JWTClaimsSet claims(String text) {
        if (text.length() > MOST_CHARACTERS || !FORM.matcher(text).matches()) {
            throw refused("it is not of the form of a signed JWT, or too long");
        }
        SignedJWT token = read(() -> SignedJWT.parse(text));
        requireHeader(token.getHeader());
        requireSignature(token);
        return read(token::getJWTClaimsSet);
    }

    /// Whatever the library's parser fails with; it has no exception of its own for a header of `null`, for one.
    private static <T> T read(Callable<T> parser) {
        try {
            return parser.call();
        } catch (Exception e) {
            throw refused("it cannot be read");
        }
    }

    private void requireHeader(JWSHeader header) {
        JOSEObjectType type = header.getType();
        if (type == null || !types.contains(plain(type))) {
            throw refused("its typ is not that of an access token");
        }
        if (header.getCriticalParams() != null || header.getCustomParams().containsKey("b64")) {
            throw refused("it demands an extension");
        }
        if (header.getIncludedParams().stream().anyMatch(OWN_KEYS::contains)) {
            throw refused("it brings a key of its own");
        }
        if (header.getKeyID() != null && header.getKeyID().length() > LONGEST_KEY_ID) {
            throw refused("its kid is too long");
        }
    }

    private static String plain(JOSEObjectType type) {
        String lower = type.getType().toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    private void requireSignature(SignedJWT token) {
        byte[] signed = token.getSigningInput();
        for (KeyUse key : keys.candidates(token.getHeader())) {
            try {
                if (key.check().fits(token.getHeader(), signed, token.getSignature())) {
                    return;
                }
            } catch (JOSEException e) {
                throw refused("its signature cannot be checked");
            }
        }
        throw refused("its signature does not fit, or its key and algorithm are not known");
    }

    static VignetteException refused(String why) {
        return new VignetteException(ErrorCode.UNAUTHENTICATED, "The token is not accepted: " + why);
    }
}
