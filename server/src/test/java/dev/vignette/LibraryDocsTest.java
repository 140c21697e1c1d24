package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The contract and its page.
@Timeout(180)
final class LibraryDocsTest {
    private static final List<String> FILES =
            List.of("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/start.js");

    private final TestServer server;

    LibraryDocsTest(@TempDir Path data) throws IOException {
        server = new TestServer("DATA_DIR", data.toString());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void pages_ofTheContract_areThere() {
        var contract = server.get("/openapi.json");
        assertThat(new JsonObject(new String(contract.body(), StandardCharsets.UTF_8)).getString("openapi"))
                .startsWith("3.1");
        String page = new String(server.get("/docs").body(), StandardCharsets.UTF_8);
        for (String file : FILES) {
            assertThat(page).contains(file);
            assertThat(server.get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(page).doesNotContain("http");
    }

    @Test
    void pages_askedForAgain_areTheSameAndNeedNotComeAgain() {
        for (String file : FILES) {
            var first = server.get(file);
            var second = server.get(file);
            String etag = first.headers().firstValue("ETag").orElseThrow();

            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("ETag")).contains(etag);
            assertThat(second.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
            var known = server.get(file, "If-None-Match", etag);
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(server.head(file).headers().firstValue("Content-Length"))
                    .contains(Integer.toString(first.body().length));
        }
    }
}
