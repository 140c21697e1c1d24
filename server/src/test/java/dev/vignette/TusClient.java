package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `tus-js-client`, run by Node.js.
final class TusClient {
    private TusClient() {}

    /// Does what `upload.mjs` is told to.
    ///
    /// @return what happened: each answer, and how it ended
    static List<JsonObject> run(JsonObject wish) throws Exception {
        var process = new ProcessBuilder("node", "src/test/tus/upload.mjs", wish.encode())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(output)
                    .isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.lines().map(JsonObject::new).toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
