package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.ConfigException;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlSignatureTest {
    private static final String NEW_KEY = "new:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String OLD_KEY = "old:ffeeddccbbaa99887766554433221100";
    private static final String OTHER_KEY = "other:00112233445566778899aabbccddeeff";
    private static final Clock NOON = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    private static final List<Map.Entry<String, String>> PARAMETERS = List.of(
            Map.entry("url", "https://example.com/a b.jpg?x=1&y=é"),
            Map.entry("w", "320"),
            Map.entry("g", "fp:0.5:0.25"));

    private static final UrlSignature SIGNATURE = signature(NEW_KEY, OLD_KEY);

    // printf '%s' '/thumb?g=fp%3A0.5%3A0.25&url=https%3A%2F%2Fexample.com%2Fa%20b.jpg%3Fx%3D1%26y%3D%C3%A9&w=320' \
    //   | openssl dgst -sha256 -mac HMAC -binary \
    //       -macopt hexkey:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f \
    //   | base64 -w0 | tr '+/' '-_' | tr -d '='
    private static final String KNOWN = "rKm4J4nuhyR1osU5d_9RxaOFaQ1rfYokNUybzK6wWAM";

    @Test
    void sign_knownUrl_givesTheAnswerOfOpenssl() {
        assertThat(SIGNATURE.sign("/thumb", PARAMETERS)).isEqualTo(KNOWN).hasSize(43);
    }

    @Test
    void sign_otherOrderOrOldSignature_isSame() {
        var reordered = new ArrayList<>(PARAMETERS.reversed());
        reordered.add(1, Map.entry("s", "old"));
        assertThat(SIGNATURE.sign("/thumb", reordered)).isEqualTo(KNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "/thumb, /thumb",
        "/%74humb, /thumb",
        "/a%2fb, /a%2Fb",
        "/a b/é, /a%20b/%C3%A9",
        "/a%20b/%c3%a9, /a%20b/%C3%A9",
        "/100%, /100%25",
        "/%zz, /%25zz",
        "/a?b, /a%3Fb"
    })
    void of_path_isSpeltOneWay(String path, String canonical) {
        assertThat(SignedText.of(path, List.of())).isEqualTo(canonical);
    }

    @Test
    void of_parameters_areSortedByNameThenValue() {
        var parameters =
                List.of(Map.entry("b", "2"), Map.entry("b", "10"), Map.entry("a~-._", ""), Map.entry("B", "+&="));
        assertThat(SignedText.of("/", parameters)).isEqualTo("/?B=%2B%26%3D&a~-._=&b=10&b=2");
    }

    @Test
    void of_separatorsInValues_cannotForgeParameters() {
        assertThat(SignedText.of("/", List.of(Map.entry("a", "1&b=2"))))
                .isNotEqualTo(SignedText.of("/", List.of(Map.entry("a", "1"), Map.entry("b", "2"))));
        assertThat(SignedText.of("/?a=1", List.of())).isNotEqualTo(SignedText.of("/", List.of(Map.entry("a", "1"))));
    }

    @Test
    void verify_signed_isAccepted() {
        assertThatCode(() -> SIGNATURE.verify("/thumb", with("s", KNOWN))).doesNotThrowAnyException();
    }

    @Test
    void verify_signedByOldKey_isAcceptedUntilItIsGone() {
        var signed = with("s", signature(OLD_KEY).sign("/thumb", PARAMETERS));
        assertThatCode(() -> SIGNATURE.verify("/thumb", signed)).doesNotThrowAnyException();
        assertThat(refused(signature(NEW_KEY), signed)).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void verify_signedByOtherKey_isRefused() {
        var signed = with("s", signature(OTHER_KEY).sign("/thumb", PARAMETERS));
        assertThat(refused(SIGNATURE, signed)).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void verify_unsigned_isRefused() {
        assertThat(refused(SIGNATURE, PARAMETERS)).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void verify_everyChangedCharacter_isRefused() {
        for (int i = 0; i < KNOWN.length(); i++) {
            char changed = KNOWN.charAt(i) == 'A' ? 'B' : 'A';
            String forged = KNOWN.substring(0, i) + changed + KNOWN.substring(i + 1);
            assertThat(refused(SIGNATURE, with("s", forged))).as(forged).isEqualTo(ErrorCode.SIGNATURE_INVALID);
        }
    }

    @Test
    void verify_unusedBitsOfLastCharacter_cannotVary() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        long accepted = alphabet.chars()
                .mapToObj(last -> KNOWN.substring(0, 42) + (char) last)
                .filter(signature -> accepts(with("s", signature)))
                .count();
        assertThat(accepted).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "A", "é", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void verify_malformedSignature_isRefused(String signature) {
        assertThat(refused(SIGNATURE, with("s", signature))).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void verify_paddedOrCut_isRefused() {
        assertThat(refused(SIGNATURE, with("s", KNOWN + "="))).isEqualTo(ErrorCode.SIGNATURE_INVALID);
        assertThat(refused(SIGNATURE, with("s", KNOWN.substring(0, 42)))).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void verify_anythingElseChanged_isRefused() {
        var added = new ArrayList<>(with("s", KNOWN));
        added.add(Map.entry("q", "100"));
        assertThat(refused(SIGNATURE, added)).isEqualTo(ErrorCode.SIGNATURE_INVALID);

        var changed = new ArrayList<>(with("s", KNOWN));
        changed.set(1, Map.entry("w", "321"));
        assertThat(refused(SIGNATURE, changed)).isEqualTo(ErrorCode.SIGNATURE_INVALID);

        var removed = new ArrayList<>(with("s", KNOWN));
        removed.remove(1);
        assertThat(refused(SIGNATURE, removed)).isEqualTo(ErrorCode.SIGNATURE_INVALID);

        assertThatThrownBy(() -> SIGNATURE.verify("/info", with("s", KNOWN))).isInstanceOf(VignetteException.class);
    }

    @Test
    void verify_refused_tellsNothing() {
        var error = catchThrowableOfType(VignetteException.class, () -> SIGNATURE.verify("/thumb", with("s", "x")));
        assertThat(error).hasMessage("The parameter s must be the signature of this path and query");
    }

    @Test
    void verify_repeatedSignature_isRefused() {
        var twice = new ArrayList<>(with("s", "x"));
        twice.add(Map.entry("s", KNOWN));
        assertThat(refused(SIGNATURE, twice)).isEqualTo(ErrorCode.BAD_PARAMETER);
    }

    @Test
    void verify_noKeys_acceptsAnything() {
        var open = signature();
        assertThat(open.required()).isFalse();
        assertThat(SIGNATURE.required()).isTrue();
        assertThatCode(() -> open.verify("/thumb", PARAMETERS)).doesNotThrowAnyException();
        assertThatCode(() -> open.verify("/thumb", with("s", "x"))).doesNotThrowAnyException();
    }

    @Test
    void sign_noKeys_namesTheKey() {
        assertThatThrownBy(() -> signature().sign("/thumb", PARAMETERS))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_URL_KEYS: ");
    }

    @Test
    void verify_expiry_endsAtThatSecond() {
        assertThatCode(() -> signature().verify("/thumb", with("exp", "1800000001")))
                .doesNotThrowAnyException();
        assertThat(refused(signature(), with("exp", "1800000000"))).isEqualTo(ErrorCode.EXPIRED);
        assertThat(refused(signature(), with("exp", "0"))).isEqualTo(ErrorCode.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1800000001.5", "1800000001000", "99999999999999999999", "0x7"})
    void verify_expiryThatIsNoTime_isBadParameter(String expiry) {
        var error =
                catchThrowableOfType(VignetteException.class, () -> signature().verify("/thumb", with("exp", expiry)));
        assertThat(error.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(error.parameter()).hasValue("exp");
        assertThat(error.allowed()).isNotEmpty();
    }

    @Test
    void verify_expiryOfSignedUrl_isPartOfWhatIsSigned() {
        var expired = with("exp", "1700000000");
        String signature = SIGNATURE.sign("/thumb", expired);
        assertThat(refused(SIGNATURE, with(expired, "s", signature))).isEqualTo(ErrorCode.EXPIRED);
        assertThat(refused(SIGNATURE, with(with("exp", "1900000000"), "s", signature)))
                .isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    private static UrlSignature signature(String... keys) {
        return new UrlSignature(new AuthConfig(List.of(keys)), NOON);
    }

    private static List<Map.Entry<String, String>> with(String name, String value) {
        return with(PARAMETERS, name, value);
    }

    private static List<Map.Entry<String, String>> with(
            List<Map.Entry<String, String>> parameters, String name, String value) {
        var all = new ArrayList<>(parameters);
        all.add(Map.entry(name, value));
        return all;
    }

    private static boolean accepts(List<Map.Entry<String, String>> parameters) {
        try {
            SIGNATURE.verify("/thumb", parameters);
            return true;
        } catch (VignetteException _) {
            return false; // that is the answer
        }
    }

    private static ErrorCode refused(UrlSignature signature, List<Map.Entry<String, String>> parameters) {
        return catchThrowableOfType(VignetteException.class, () -> signature.verify("/thumb", parameters))
                .code();
    }
}
