package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What other servers purged, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class JobPurgeLogTest extends JobTests {
    private final Path place;

    JobPurgeLogTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of());
        place = data.resolve("data/purged");
    }

    @Test
    void purge_ofAnotherServerThatCannotBeDone_isOfAllAfterAMinuteAndHoldsUpNothing() {
        server.origin.serve("/a.jpg", JPEG, "Content-Type", "image/jpeg", "Cache-Control", "max-age=8640000");
        assertThat(server.get(server.thumb("/a.jpg", "w=20")).statusCode()).isEqualTo(200);
        assertThat(server.wiring.cache().memory().entries()).isEqualTo(1);
        Instant begun = server.clock.instant();
        Database database = server.wiring.library().database();
        JsonObject purge = new JsonObject().put("kind", "purge").put("url", "http://a.example/");
        succeeded(ada, purge);
        purged(database, "'no JSON'");
        purged(database, "(SELECT request FROM purge_log WHERE seq = 1)");

        Waiting.until(() -> {
            server.clock.advance(Duration.ofSeconds(5));
            tell(database);
            return comeTo(3);
        });

        assertThat(Duration.between(begun, server.clock.instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(server.wiring.cache().memory().entries()).isZero();
        assertThat(givenUp()).isEqualTo(1);
    }

    @Test
    void purge_thatIsGivenUpWhileThePlaceCannotBeWritten_isGivenUpOnce() throws Exception {
        server.origin.serve("/a.jpg", JPEG, "Content-Type", "image/jpeg", "Cache-Control", "max-age=8640000");
        Database database = server.wiring.library().database();
        succeeded(ada, new JsonObject().put("kind", "purge").put("all", true));
        Waiting.until(() -> comeTo(1));
        Path inTheWay = Files.createDirectory(place.resolveSibling("purged.next"));
        purged(database, "'no JSON'");
        Waiting.until(() -> {
            server.clock.advance(Duration.ofSeconds(5));
            tell(database);
            return givenUp() > 0;
        });

        assertThat(server.get(server.thumb("/a.jpg", "w=20")).statusCode()).isEqualTo(200);
        purged(database, "(SELECT request FROM purge_log WHERE seq = 1)");
        Waiting.until(() -> {
            tell(database);
            return server.wiring.cache().memory().entries() == 0;
        });
        Files.delete(inTheWay);

        Waiting.until(() -> {
            tell(database);
            return comeTo(3);
        });
        assertThat(givenUp()).isEqualTo(1);
    }

    private long givenUp() {
        return server.scrape()
                .lines()
                .filter(line -> line.startsWith("vignette_purges_given_up_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// As another server notes what it has purged.
    ///
    /// @param request in SQL
    private void purged(Database database, String request) {
        database.write(handle -> {
            handle.execute("UPDATE purge_head SET seq = seq + 1");
            return handle.execute(
                    "INSERT INTO purge_log (seq, node, request, at) SELECT seq, 'other', " + request
                            + ", CAST(? AS BIGINT) FROM purge_head",
                    server.clock.millis());
        });
    }

    private static void tell(Database database) {
        database.write(handle -> {
            database.changes().publish(handle, "purge", "");
            return handle;
        });
    }

    private boolean comeTo(int seq) {
        try {
            return Files.exists(place) && Files.readString(place).endsWith(" " + seq);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
