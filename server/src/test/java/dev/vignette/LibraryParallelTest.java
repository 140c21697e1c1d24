package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Many uploads of one principal at once, which all count on one row.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(240)
final class LibraryParallelTest {
    private static final int AT_ONCE = 64;

    private final Dialect dialect;

    LibraryParallelTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @Test
    void uploads_ofOnePrincipalAtOnce_areAllKeptAndCounted(@TempDir Path data) throws Exception {
        var environment = new HashMap<>(
                TestServer.environment("DATA_DIR", data.toString(), "AUTH_RATE_LIMIT", "0", "DATABASE_TIMEOUT", "60s"));
        environment.putAll(TestDatabases.environment(dialect, data));
        try (var server = new TestServer(environment);
                var database = Database.open(TestDatabases.config(environment), data)) {
            var ann = server.library("ann", List.of("editor"), List.of("red"));
            for (int round = 0; round < 3; round++) {
                int first = round * AT_ONCE;
                List<CompletableFuture<HttpResponse<byte[]>>> asked = IntStream.range(first, first + AT_ONCE)
                        .mapToObj(i -> ann.sendAsync(
                                "POST",
                                "/v1/images?team=red",
                                BodyPublishers.ofByteArray(Pictures.png(10 + i % 64, 10 + i / 64))))
                        .toList();
                assertThat(asked)
                        .allSatisfy(answer -> assertThat(answer.join().statusCode())
                                .as(new String(answer.join().body(), StandardCharsets.UTF_8))
                                .isEqualTo(201));
            }

            var kept = database.read(handle -> handle.createQuery("SELECT images FROM usage_total ORDER BY kind")
                    .mapTo(Long.class)
                    .list());
            assertThat(kept).containsExactly(3L * AT_ONCE, 3L * AT_ONCE);
        }
    }
}
