package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a token or its signed claims are, the end is a principal or a refusal. As a plain test it runs over
/// its seeds; with `JAZZER_FUZZ=1` it looks for more.
class TokenFuzzTest {
    private static final Issuer ISSUER = new Issuer();
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"curve\"}";

    static List<Arguments> seeds() {
        String claims = ISSUER.claims()
                .claim("roles", List.of("viewer"))
                .claim("resource_perms", Issuer.grants(1))
                .build()
                .toString();
        return Stream.of(claims, ISSUER.token(), HEADER, "{}", "{\"exp\":1e999}")
                .map(text -> arguments((Object) text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "5m")
    void principal_ofAnyText_endsWell(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        read(text);
        read(Issuer.signed(HEADER, text, ISSUER.curve));
        read(Issuer.signed(text, ISSUER.claims().build().toString(), ISSUER.curve));
    }

    private static void read(String token) {
        try {
            assertThat(ISSUER.tokens().principal(token).subject()).isNotEmpty();
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }
}
