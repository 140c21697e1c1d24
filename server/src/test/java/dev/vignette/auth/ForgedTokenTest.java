package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that no issuer made, or not for this server: each is refused with 401, and each differs from a good
/// one in the one thing that its name says.
final class ForgedTokenTest {
    static final Issuer ISSUER = new Issuer();

    private final Tokens tokens = ISSUER.tokens();

    @ParameterizedTest
    @MethodSource("dev.vignette.auth.Forgeries#all")
    void principal_ofAForgery_isRefused(Forgeries.Forgery forgery) {
        assertThatCode(() -> tokens.principal(forgery.token()))
                .isInstanceOfSatisfying(VignetteException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                    assertThat(refusal).hasMessageContaining(forgery.reason());
                });
    }

    /// What the forgeries differ from.
    @Test
    void principal_ofAGoodToken_isWhatItClaims() {
        String token = ISSUER.token(claims -> claims.claim("roles", List.of("editor"))
                .claim("teams", List.of("red"))
                .claim("role_version", 7)
                .claim("resource_perms", Issuer.grants(32)));

        Principal principal = tokens.principal(token);

        assertThat(principal.subject()).isEqualTo("ann");
        assertThat(principal.roles()).containsExactly("editor");
        assertThat(principal.teams()).containsExactly("red");
        assertThat(principal.grants()).hasSize(32).containsEntry("31", Set.of(Permission.VIEW_ANY));
        assertThat(principal.token())
                .isEqualTo(new Principal.Token(
                        "token-1",
                        ISSUER.clock.instant(),
                        ISSUER.clock.instant().plus(Duration.ofHours(1)),
                        7));
    }

    @Test
    void principal_ofATokenThatWasGood_endsWithIt() {
        var issuer = new Issuer();
        var reading = issuer.tokens();
        String token = issuer.token();

        assertThat(reading.principal(token)).isEqualTo(reading.principal(token));
        issuer.clock.advance(Duration.ofHours(1).plusSeconds(29));
        assertThat(reading.principal(token).subject()).isEqualTo("ann");
        issuer.clock.advance(Duration.ofSeconds(1));
        assertThatCode(() -> reading.principal(token)).hasMessageContaining("expired");
    }

    @Test
    void principal_ofEachAlgorithm_isAccepted() throws JOSEException {
        var claims = ISSUER.claims().build();
        var rsa = ISSUER.header(JWSAlgorithm.RS256, ISSUER.rsa).build();
        var plain = ISSUER.header(JWSAlgorithm.EdDSA, ISSUER.edwardsJwk).build();
        var named = ISSUER.header(JWSAlgorithm.Ed25519, ISSUER.edwardsJwk).build();

        for (String token : List.of(
                ISSUER.token(),
                Issuer.signed(rsa, claims, new RSASSASigner(ISSUER.rsa)),
                ISSUER.signedByEdwards(plain, claims),
                ISSUER.signedByEdwards(named, claims))) {
            assertThat(tokens.principal(token).subject()).isEqualTo("ann");
        }
    }

    @Test
    void principal_typeSpeltOtherwise_isAccepted() {
        for (String type : List.of("JWT", "jwt", "application/at+jwt", "AT+JWT")) {
            var header = ISSUER.header(JWSAlgorithm.ES256, ISSUER.curve).type(new JOSEObjectType(type));
            assertThat(tokens.principal(ISSUER.token(header.build())).subject()).isEqualTo("ann");
        }
    }

    /// Another spelling of the same signature may be accepted; another content never.
    @Test
    void principal_ofATokenWithOneCharacterChanged_isTheSameOrNone() {
        String token = ISSUER.token();
        Principal good = tokens.principal(token);
        int refused = 0;
        for (int at = 0; at < token.length(); at++) {
            for (char other : new char[] {'A', 'Q', 'z', '_'}) {
                if (token.charAt(at) != other) {
                    refused += same(good, token.substring(0, at) + other + token.substring(at + 1)) ? 0 : 1;
                }
            }
        }
        assertThat(refused).isGreaterThan(3 * token.length());
    }

    private boolean same(Principal good, String token) {
        try {
            assertThat(tokens.principal(token)).isEqualTo(good);
            return true;
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
            return false;
        }
    }
}
