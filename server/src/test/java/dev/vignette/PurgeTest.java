package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static dev.vignette.TestServer.cacheStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is removed from the caches before its time, and tags.
@Timeout(120)
final class PurgeTest {
    private TestOrigin origin;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws IOException {
        origin = new TestOrigin();
        for (String path : new String[] {"/a/1.jpg", "/a/2.jpg", "/b/1.jpg"}) {
            origin.serve(path, Pictures.jpeg(20, 20));
        }
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'url=%s/a/1.jpg', 2",
        "'prefix=%s/a/', 3",
        "'prefix=%s/', 4",
        "'prefix=%s/c', 0",
        "'tag=red', 1",
        "'tag=blue', 2",
        "'tag=green', 0",
        "'all=true', 4",
    })
    void purge_ofEachKind_reachesMemoryAndDiskOverRestarts(String parameter, int count) throws Exception {
        String query = parameter.formatted(URLEncoder.encode(origin.url(""), StandardCharsets.UTF_8));
        try (var server = server()) {
            fill(server);
            assertThat(purge(server, query).getInteger("memory")).isEqualTo(count);
            assertThat(fill(server)).isEqualTo(count);
        }
        try (var server = server()) {
            JsonObject removed = purge(server, query);
            assertThat(removed.getInteger("memory")).isZero();
            assertThat(removed.getInteger("disk")).isEqualTo(count);
            assertThat(fill(server)).isEqualTo(count);
        }
    }

    @Test
    void purge_renderUnderWay_isAnsweredButNotKept() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        origin.serve("/old.jpg", exchange -> {
            asked.countDown();
            Waiting.await(release);
            TestOrigin.send(exchange, Pictures.jpeg(20, 20));
        });
        try (var server = server()) {
            var answer = server.sendAsync("GET", target("/old.jpg", "w=10"));
            Waiting.await(asked);
            assertThat(purge(server, "all=true").getInteger("underWay")).isOne();
            release.countDown();

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(cacheStatus(answer.join())).startsWith("Vignette; fwd=uri-miss; ttl=");
            assertThat(cacheStatus(server.get(target("/old.jpg", "w=10"))))
                    .startsWith("Vignette; fwd=uri-miss; stored");
        }
    }

    @Test
    void purge_remembered404_isAskedAgain() throws Exception {
        try (var server = server()) {
            assertThat(server.get(target("/later.jpg", "w=10")).statusCode()).isEqualTo(404);
            origin.serve("/later.jpg", Pictures.jpeg(20, 20));
            assertThat(server.get(target("/later.jpg", "w=10")).statusCode()).isEqualTo(404);
            assertThat(purge(server, origin.parameter("/later.jpg")).getInteger("failures"))
                    .isOne();
            assertThat(server.get(target("/later.jpg", "w=10")).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "all=false", "all=true&tag=a", "tag=a&tag=b", "prefix=", "url=ftp://a", "tag=%20", "urls=a"})
    void purge_unclear_isRefused(String query) throws Exception {
        try (var server = server()) {
            assertProblem(server.admin("POST", "/purge?" + query), 400, "bad-parameter");
        }
    }

    @Test
    void purge_otherMethodOrPort_isRefused() throws Exception {
        try (var server = server()) {
            var refused = server.admin("GET", "/purge?all=true");
            assertProblem(refused, 405, "method-not-allowed");
            assertThat(refused.headers().firstValue("Allow")).contains("POST");
            assertProblem(server.send("POST", "/purge?all=true"), 404, "not-found");
        }
    }

    @Test
    void get_tags_areAnsweredAndSigned() throws Exception {
        try (var server = server()) {
            var tagged = server.get(target("/a/1.jpg", "w=10&tag=red&tag=blue,product:1,red"));
            assertThat(tagged.headers().firstValue("Cache-Tag")).contains("red,blue,product:1");
            var plain = server.get(target("/a/1.jpg", "w=10"));
            assertThat(plain.headers().firstValue("Cache-Tag")).isEmpty();
            assertThat(cacheStatus(plain)).startsWith("Vignette; hit;");
            for (String wrong :
                    new String[] {"", "a,,b", "a%20b", "é", "a".repeat(65), "1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h"}) {
                assertProblem(
                        server.get(target("/a/1.jpg", "w=10&tag=" + URLEncoder.encode(wrong, StandardCharsets.UTF_8))),
                        400,
                        "bad-parameter");
            }
            assertProblem(server.get("/info?tag=a&" + origin.parameter("/a/1.jpg")), 400, "bad-parameter");
        }
        try (var server = new TestServer("URL_KEYS", "a:000102030405060708090a0b0c0d0e0f")) {
            String signed = SignCommand.signed(target("/a/1.jpg", "w=10&tag=red"), server.wiring.signature());
            assertThat(server.get(signed).statusCode()).isEqualTo(200);
            assertProblem(server.get(signed.replace("red", "blue")), 403, "signature-invalid");
        }
    }

    @Test
    void serve_folderOfAnotherServer_isRefused() throws Exception {
        var settings = Settings.of(TestServer.environment(settings()));
        try (var _ = server()) {
            Assertions.assertThatThrownBy(() -> new Wiring(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("VIGNETTE_DATA_DIR: another server uses ");
        }
        server().close();
    }

    private String[] settings() {
        return new String[] {"DATA_DIR", data.toString(), "CACHE_DISK", "1MiB"};
    }

    private TestServer server() throws IOException {
        return new TestServer(settings());
    }

    private String target(String path, String query) {
        return "/thumb?" + origin.parameter(path) + "&" + query;
    }

    /// @return how many of the four were made
    private int fill(TestServer server) {
        int before = requests();
        server.get(target("/a/1.jpg", "w=10&tag=red"));
        server.get(target("/a/1.jpg", "w=11"));
        server.get(target("/a/2.jpg", "w=10&tag=blue"));
        server.get(target("/b/1.jpg", "w=10&tag=blue,yellow"));
        return requests() - before;
    }

    private int requests() {
        return origin.requests("/a/1.jpg") + origin.requests("/a/2.jpg") + origin.requests("/b/1.jpg");
    }

    private static JsonObject purge(TestServer server, String query) {
        HttpResponse<byte[]> response = server.admin("POST", "/purge?" + query);
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonObject(new String(response.body(), StandardCharsets.UTF_8)).getJsonObject("removed");
    }
}
