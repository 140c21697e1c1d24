package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands as processes, with an environment of their own.
@Timeout(120)
final class ProcessTest {
    private static final String KEYS = "a:000102030405060708090a0b0c0d0e0f";

    @Test
    void sign_url_isAcceptedByTheServer() throws Exception {
        try (var server = new TestServer("URL_KEYS", KEYS)) {
            server.origin.serve("/é a.jpg", Pictures.jpeg(8, 8));
            String target = server.thumb("/%C3%A9%20a.jpg", "w=4&download=%C3%A9");

            var run = CommandRun.apart(Map.of("VIGNETTE_URL_KEYS", KEYS), "sign", target);

            assertThat(run.exit()).isZero();
            assertThat(run.err()).isEmpty();
            assertThat(server.get(target).statusCode()).isEqualTo(403);
            assertThat(server.get(run.out().strip()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void info_url_isFetched() throws Exception {
        try (var origin = new TestOrigin()) {
            origin.serve("/a.jpg", Pictures.jpeg(8, 9));

            var run = CommandRun.apart(TestServer.environment(), "info", origin.url("/a.jpg"));

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(new JsonObject(run.out()).getInteger("height")).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_LIBVIPS, /nowhere, /nowhere",
        "VIGNETTE_PORT, http, VIGNETTE_PORT",
        "VIGNETTE_PRESETS_ONLY, true, VIGNETTE_PRESETS_ONLY",
        "VIGNETTE_SOURCE_ROOT, /nowhere, /nowhere",
        "VIGNETTE_SOURCE_ROOT, ., VIGNETTE_SOURCE_ROOT: . and the data folder must be apart",
        "VIGNETTE_CONFIG_FILE, /nowhere, /nowhere",
        "VIGNETTE_URL_KEYS, short, VIGNETTE_URL_KEYS",
    })
    void serve_unusableSetting_isToldInALine(String name, String value, String text) throws Exception {
        var environment = TestServer.environment();
        environment.put(name, value);

        CommandRun.apart(environment, "serve").assertFailedPlainly(1, text);
    }

    /// A library without any function of libvips stands for one that is too old to have all.
    @ParameterizedTest
    @CsvSource({"serve", "info a.jpg"})
    void command_libraryThatLacksAFunction_isToldInALine(String command) throws Exception {
        Path lacking = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("rmi"));
        var environment = TestServer.environment("LIBVIPS", lacking.toString());

        CommandRun.apart(environment, command.split(" ", -1))
                .assertFailedPlainly(1, "this libvips lacks the function", "too old");
    }

    @Test
    void serve_unusableDataFolder_isToldInALine() throws Exception {
        CommandRun.apart(TestServer.environment("CACHE_DISK", "1MiB", "DATA_DIR", "/dev/null/data"), "serve")
                .assertFailedPlainly(1, "VIGNETTE_DATA_DIR: Cannot use the folder /dev/null/data");
    }

    @Test
    void serve_takenPort_isToldInALine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            for (String name : new String[] {"PORT", "ADMIN_PORT"}) {
                CommandRun.apart(TestServer.environment(name, port), "serve")
                        .assertFailedPlainly(1, "Cannot listen on 127.0.0.1:" + port);
            }
        }
    }

    @Test
    void serve_untilTold_answersAndEnds() throws Exception {
        try (var server = new ServerProcess(TestServer.environment())) {
            assertThat(server.get("/thumb").statusCode()).isEqualTo(400);
            assertThat(server.output()).contains("ready http://127.0.0.1:");

            assertThat(server.terminate()).as("ended by SIGTERM").isEqualTo(143);
        }
    }

    @Test
    void thumb_fileLargerThanASourceMayBe_isToldInALine(@TempDir Path folder) throws Exception {
        Path photo = Files.write(folder.resolve("a.jpg"), Pictures.jpeg(8, 8));
        var environment = TestServer.environment("SOURCE_MAX_BYTES", "100");

        CommandRun.apart(environment, "thumb", photo.toString(), folder + "/b.jpg")
                .assertFailedPlainly(1, "source-too-large", "a.jpg", "100 bytes");
        CommandRun.apart(environment, "info", photo.toString()).assertFailedPlainly(1, "source-too-large");
    }
}
