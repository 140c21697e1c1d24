package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names and addresses: what is resolved, how often, and what is connected to.
@Timeout(120)
class HttpOriginalsGuardTest {
    private final FakeDns dns;
    private final Fetching fetching;

    HttpOriginalsGuardTest() throws IOException {
        dns = new FakeDns(Map.of(
                "image.test", List.of(List.of("127.0.0.1")),
                "private.test", List.of(List.of("10.0.0.1")),
                "mixed.test", List.of(List.of("127.0.0.1", "169.254.169.254")),
                "rebinding.test", List.of(List.of("127.0.0.1"), List.of("169.254.169.254")),
                "moved.test", List.of(List.of("127.0.0.2", "127.0.0.1"))));
        fetching = new Fetching(
                "DNS_SERVERS", dns.server(),
                "CONNECT_TIMEOUT", "1s",
                "DENIED_HOSTS", "denied.test,*.denied.test");
    }

    @AfterEach
    void close() {
        fetching.close();
        dns.close();
    }

    @Test
    void fetch_byName_connectsToTheAddressAndKeepsTheHost() throws IOException {
        try (var origin = ok()) {
            assertThat(fetching.text(origin.url("IMAGE.test", "/a"))).isEqualTo("ok");

            assertThat(origin.requests().getFirst()).containsIgnoringCase("\r\nhost: image.test:" + origin.port());
            assertThat(dns.asked("image.test")).isEqualTo(1);
        }
    }

    @Test
    void fetch_nameThatChangesItsAddress_isResolvedOnceARequest() throws IOException {
        try (var origin = ok()) {
            assertThat(fetching.text(origin.url("rebinding.test", "/"))).isEqualTo("ok");
            assertThat(dns.asked("rebinding.test")).isEqualTo(1);

            fetching.failure(origin.url("rebinding.test", "/"), ErrorCode.SOURCE_NOT_ALLOWED);
            assertThat(dns.asked("rebinding.test")).isEqualTo(2);
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"private.test", "mixed.test", "10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0"})
    void fetch_privateAddress_isNotAllowed(String host) throws IOException {
        try (var origin = ok()) {
            assertThat(fetching.failure(origin.url(host, "/"), ErrorCode.SOURCE_NOT_ALLOWED))
                    .hasMessageNotContaining("10.0.0.1")
                    .hasMessageNotContaining("169.254");
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void fetch_loopbackByDefault_isNotAllowed() throws IOException {
        try (var origin = ok();
                var strict = new Fetching("ALLOWED_NETWORKS", "", "DNS_SERVERS", dns.server())) {
            for (String host : List.of("127.0.0.1", "localhost", "image.test", "[::1]", "[::ffff:127.0.0.1]")) {
                strict.failure(origin.url(host, "/"), ErrorCode.SOURCE_NOT_ALLOWED);
            }
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void fetch_localhost_isReadFromTheHostsFile() throws IOException {
        try (var origin = ok();
                var both = new Fetching("ALLOWED_NETWORKS", "127.0.0.0/8,::1/128", "DNS_SERVERS", dns.server())) {
            assertThat(both.text(origin.url("localhost", "/"))).isEqualTo("ok");
        }
    }

    @Test
    void fetch_ipv6Literal_isConnectedToWhenAllowed() throws IOException {
        try (var origin = new RawOrigin("::1", (request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                var six = new Fetching("ALLOWED_NETWORKS", "::1/128")) {
            assertThat(six.text(origin.url("[::1]", "/"))).isEqualTo("ok");
            assertThat(origin.requests().getFirst())
                    .containsIgnoringCase("\r\nhost: [0:0:0:0:0:0:0:1]:" + origin.port() + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://private.test/", "//169.254.169.254/meta", "http://[::1]/"})
    void fetch_redirectToPrivateAddress_isNotAllowed(String location) throws IOException {
        try (var origin =
                RawOrigin.answering("HTTP/1.1 302 Found", "Location: " + location, "Content-Length: 0", "", "")) {
            fetching.failure(origin.url("image.test", "/"), ErrorCode.SOURCE_NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.1/", "http://2130706433/", "file:///etc/passwd", "gopher://127.0.0.1/"})
    void fetch_redirectToOddUrl_isSourceFailed(String location) throws IOException {
        try (var origin =
                RawOrigin.answering("HTTP/1.1 302 Found", "Location: " + location, "Content-Length: 0", "", "")) {
            fetching.failure(origin.url("image.test", "/"), ErrorCode.SOURCE_FAILED);
        }
    }

    @Test
    void fetch_deniedHost_isNotAllowedAndNotResolved() throws IOException {
        try (var origin = ok()) {
            fetching.failure(origin.url("denied.test", "/"), ErrorCode.SOURCE_NOT_ALLOWED);
            fetching.failure(origin.url("a.denied.test", "/"), ErrorCode.SOURCE_NOT_ALLOWED);
            assertThat(dns.asked("denied.test")).isZero();
        }
    }

    @Test
    void fetch_hostNotAmongTheAllowed_isNotAllowedAlsoAfterARedirect() throws IOException {
        try (var origin = ok();
                var redirecting = RawOrigin.answering(
                        "HTTP/1.1 302 Found",
                        "Location: http://127.0.0.1:" + origin.port() + "/",
                        "Content-Length: 0",
                        "",
                        "");
                var narrow = new Fetching("ALLOWED_HOSTS", "image.test", "DNS_SERVERS", dns.server())) {
            assertThat(narrow.text(origin.url("image.test", "/"))).isEqualTo("ok");
            narrow.failure(origin.url("127.0.0.1", "/"), ErrorCode.SOURCE_NOT_ALLOWED);
            narrow.failure(redirecting.url("image.test", "/"), ErrorCode.SOURCE_NOT_ALLOWED);
        }
    }

    @Test
    void fetch_firstAddressRefusesTheConnection_triesTheNext() throws IOException {
        try (var origin = ok()) {
            assertThat(fetching.text(origin.url("moved.test", "/"))).isEqualTo("ok");
        }
    }

    @Test
    void fetch_nameThatDoesNotExist_isSourceFailed() throws IOException {
        try (var origin = ok()) {
            assertThat(fetching.failure(origin.url("nowhere.test", "/"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining("resolve");
        }
    }

    @Test
    void fetch_silentNameServer_isSourceTimeout() throws IOException {
        try (var origin = ok()) {
            assertThat(fetching.failure(origin.url("silent", "/"), ErrorCode.SOURCE_TIMEOUT))
                    .hasMessageContaining("resolve");
        }
    }

    private static RawOrigin ok() throws IOException {
        return RawOrigin.answering("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok");
    }
}
