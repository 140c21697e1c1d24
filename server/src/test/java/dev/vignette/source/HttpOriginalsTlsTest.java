package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS to a pinned address: the certificate is still checked against the name.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpOriginalsTlsTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final JksOptions store;
    private final HttpServer server;
    private final FakeDns dns;

    HttpOriginalsTlsTest(@TempDir Path folder) throws IOException, InterruptedException {
        dns = new FakeDns(
                Map.of("image.test", List.of(List.of("127.0.0.1")), "other.test", List.of(List.of("127.0.0.1"))));
        store = new JksOptions()
                .setPath(certificateFor("image.test", folder.resolve("store")))
                .setPassword("secret");
        server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(store))
                .requestHandler(request -> {
                    names.add(request.connection().indicatedServerName());
                    request.response().end("secure");
                });
    }

    @BeforeAll
    void listen() {
        server.listen(0, "127.0.0.1").await();
    }

    @AfterAll
    void close() {
        vertx.close().await();
        dns.close();
    }

    @Test
    void fetch_trustedCertificateOfTheName_isTaken() {
        try (var fetching = fetching(Optional.of(store))) {
            assertThat(fetching.text(url("image.test"))).isEqualTo("secure");
            assertThat(names).contains("image.test");
        }
    }

    @Test
    void fetch_certificateOfAnotherName_isSourceFailed() {
        try (var fetching = fetching(Optional.of(store))) {
            assertThat(fetching.failure(url("other.test"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining("TLS");
            fetching.failure(url("127.0.0.1"), ErrorCode.SOURCE_FAILED);
        }
    }

    @Test
    void fetch_certificateOfNoKnownAuthority_isSourceFailed() {
        try (var fetching = fetching(Optional.empty())) {
            assertThat(fetching.failure(url("image.test"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining("TLS");
        }
    }

    private Fetching fetching(Optional<TrustOptions> trust) {
        return new Fetching(trust, "DNS_SERVERS", dns.server());
    }

    private SourceUrl.Remote url(String host) {
        return (SourceUrl.Remote) SourceUrl.parse("https://" + host + ":" + server.actualPort() + "/");
    }

    private static String certificateFor(String name, Path store) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int result = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "origin",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(result).isZero();
        return store.toString();
    }
}
