package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest {
    private static final SourceUrl.Remote FROM = remote("http://my_host.example:81/a//b/c?x=1");

    @ParameterizedTest
    @CsvSource({
        "https://Other.example/x,  https://other.example/x",
        "//other.example/x y,      http://other.example/x%20y",
        "/x,                       http://my_host.example:81/x",
        "/x/../../y,               http://my_host.example:81/y",
        "d?y=/../,                 http://my_host.example:81/a//b/d?y=/../",
        "./d/.,                    http://my_host.example:81/a//b/d/",
        "../d,                     http://my_host.example:81/a//d",
        "..,                       http://my_host.example:81/a//",
        "../../../../d,            http://my_host.example:81/d",
        "?y=2,                     http://my_host.example:81/a//b/c?y=2",
        "/x#part,                  http://my_host.example:81/x",
        "d/http://e,               http://my_host.example:81/a//b/d/http://e",
    })
    void target_location_isResolved(String location, String expected) {
        assertThat(Redirect.target(FROM, location)).hasToString(expected);
    }

    @Test
    void target_rawUtf8_isEncoded() {
        String onTheWire = new String("/größe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(Redirect.target(FROM, onTheWire)).hasToString("http://my_host.example:81/gr%C3%B6%C3%9Fe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "file:///etc/passwd", "javascript:x", "http://127.1/", "//u@h/", "http://"})
    void target_nowhereWeGo_isSourceFailed(String location) {
        assertFails(FROM, location, ErrorCode.SOURCE_FAILED);
    }

    @Test
    void target_localFile_isNotAllowed() {
        assertFails(FROM, "local:secret.png", ErrorCode.SOURCE_NOT_ALLOWED);
    }

    @Test
    void target_fromHttpsToHttp_isSourceFailed() {
        var secure = remote("https://example.com/");

        assertFails(secure, "http://example.com/", ErrorCode.SOURCE_FAILED);
        assertThat(Redirect.target(secure, "/x")).hasToString("https://example.com/x");
    }

    private static void assertFails(SourceUrl.Remote from, String location, ErrorCode code) {
        assertThatThrownBy(() -> Redirect.target(from, location))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(code);
    }

    private static SourceUrl.Remote remote(String url) {
        return (SourceUrl.Remote) SourceUrl.parse(url);
    }
}
