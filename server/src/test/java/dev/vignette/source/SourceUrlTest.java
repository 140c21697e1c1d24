package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://example.com                      | http://example.com/
            HTTP://Example.COM:80/A                 | http://example.com/A
            https://example.com:443/a?b=c#d         | https://example.com/a?b=c
            https://example.com:80/                 | https://example.com:80/
            http://example.com:/a                   | http://example.com/a
            http://example.com?q                    | http://example.com/?q
            http://example.com#f?x@y                | http://example.com/
            http://example.com/a b.jpg              | http://example.com/a%20b.jpg
            http://example.com/a%20b%2Fc%zz%        | http://example.com/a%20b%2Fc%25zz%25
            http://example.com/größe.jpg?q=é        | http://example.com/gr%C3%B6%C3%9Fe.jpg?q=%C3%A9
            http://example.com/{a}[b]\\^`"<>        | http://example.com/%7Ba%7D%5Bb%5D%5C%5E%60%22%3C%3E
            http://example.com/?a[]=1&b={2}         | http://example.com/?a[]=1&b=%7B2%7D
            http://example.com/a//b/../c            | http://example.com/a//b/../c
            http://example.com/@user?x@y            | http://example.com/@user?x@y
            http://bücher.example/                  | http://xn--bcher-kva.example/
            http://my_bucket.example.com/           | http://my_bucket.example.com/
            http://93.184.216.34/                   | http://93.184.216.34/
            http://９３.184.216.34/                  | http://93.184.216.34/
            http://[2606:4700::1111]:8080/a         | http://[2606:4700:0:0:0:0:0:1111]:8080/a
            http://[::FFFF:1.2.3.4]/                | http://1.2.3.4/
            """)
    void parse_remote_isNormalised(String url, String expected) {
        assertThat(SourceUrl.parse(url)).hasToString(expected).isInstanceOf(SourceUrl.Remote.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/,        example.com, 80, false",
        "https://example.com/a:1,    example.com, 443, true",
        "https://my_host:8443/,      my_host, 8443, true",
        "http://[::1]:81/,           [0:0:0:0:0:0:0:1], 81, false",
        "http://[::1]/,              [0:0:0:0:0:0:0:1], 80, false",
    })
    void remote_parts_areThoseOfTheAuthority(String url, String host, int port, boolean secure) {
        var remote = (SourceUrl.Remote) SourceUrl.parse(url);

        assertThat(remote.host()).isEqualTo(host);
        assertThat(remote.port()).isEqualTo(port);
        assertThat(remote.secure()).isEqualTo(secure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://0X7F.0.0.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.01/",
                "http://127.0.0.256/",
                "http://127.0.0.0x1/",
                "http://127.0.0.0x/",
                "http://1.2.3.4.5/",
                "http://foo.1/",
                "http://127.0.0.1./",
                "http://localhost./",
                "http://example.com../",
                "http://.example.com/",
                "http://a..b/",
                "http://%31%32%37.0.0.1/",
                "http://127%2e0.0.1/",
                "http://loc%61lhost/",
                "http://１２７.1/",
                "http://127。1/",
                "http://[::1%25eth0]/",
                "http://[::1%eth0]/",
                "http://[127.0.0.1]/",
                "http://[::ffff:0177.0.0.1]/",
                "http://[::ffff:127.1]/",
                "http://[::1/",
                "http://::1/",
                "http://[]/",
                "http://[1:2]/",
                "http://[1:2:3:4:5:6:7:8:9]/",
                "http://[::1]x/",
                "http://[::1]80/"
            })
    void parse_oddHost_isBadParameter(String url) {
        assertBadParameter(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/a.jpg",
                "/a.jpg",
                "//example.com/a.jpg",
                "ftp://example.com/a.jpg",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "gopher://example.com/",
                "jar:http://example.com/a!/b",
                "http:",
                "http://",
                "http:///a.jpg",
                "http:/example.com/",
                "http:example.com/",
                "http:\\\\example.com/",
                "https://?a",
                "http://user@example.com/",
                "http://user:secret@example.com/",
                "http://@example.com/",
                "http://good.example\\@127.0.0.1/",
                "http://good.example\\.evil.example/",
                "http://exa mple.com/",
                "http://exa<mple.com/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:8o/",
                "http://example.com:+80/",
                "http://example.com:80:80/",
                "http://example.com/\r\nX: y",
                "http://example.com/\u0000",
                "http://exa\tmple.com/",
                "local:",
                "local:/etc/passwd",
                "local:a\u0000b"
            })
    void parse_unusable_isBadParameter(String url) {
        assertBadParameter(url);
    }

    @Test
    void parse_overlong_isBadParameter() {
        String longest = "http://example.com/" + "a".repeat(4096 - "http://example.com/".length());

        assertThat(SourceUrl.parse(longest)).hasToString(longest);
        assertBadParameter(longest + "a");
        assertBadParameter("http://" + "a".repeat(64) + ".example/");
        assertBadParameter("http://" + "a.".repeat(127) + "example/");
    }

    @Test
    void parse_local_keepsThePath() {
        assertThat(SourceUrl.parse("local:holiday/beach 1%20.jpg"))
                .isEqualTo(new SourceUrl.Local("holiday/beach 1%20.jpg"))
                .hasToString("local:holiday/beach 1%20.jpg");
    }

    private static void assertBadParameter(String url) {
        assertThatThrownBy(() -> SourceUrl.parse(url))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .satisfies(
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER),
                        e -> assertThat(e.parameter()).contains("url"));
    }
}
