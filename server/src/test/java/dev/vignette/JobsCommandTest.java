package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `vignette jobs …` against a running server.
@Timeout(300)
final class JobsCommandTest extends JobTests {
    JobsCommandTest(@TempDir Path data) throws Exception {
        super(Dialect.SQLITE, data, Map.of());
    }

    private CommandRun run(LibraryClient client, String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 5);
        System.arraycopy(arguments, 1, all, 2, arguments.length - 1);
        all[0] = "jobs";
        all[1] = arguments[0];
        System.arraycopy(
                new String[] {"--url", "http://127.0.0.1:" + server.port(), "--token", client.token()},
                0,
                all,
                arguments.length + 1,
                4);
        return CommandRun.here(all);
    }

    @Test
    void list_jobs_areLinesOfATable() {
        String id = job(ann, slow()).getString("id");

        CommandRun all = run(ann, "list");
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.out().lines().toList()).hasSize(2);
        assertThat(all.out()).contains("PROGRESS", id, "renditions", "0/1");
        assertThat(run(ann, "list", "--state", "failed").out()).doesNotContain(id);
        assertThat(run(bob, "list").out()).doesNotContain(id);
        assertThat(run(ada, "list", "--owner", "ann", "--kind", "renditions").out())
                .contains(id);
        assertThat(new JsonObject(run(ann, "list", "--json").out()).getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void show_follow_tellsWhatComesAndHowItEnded() {
        String id = job(ann, slow()).getString("id");
        assertThat(run(ann, "show", id).out()).contains(id, "QUEUED", "renditions");
        Waiting.until(() -> server.origin.requests("/slow.jpg") > 0);
        Thread.ofVirtual().start(() -> {
            Waiting.until(() -> server.scrape().contains("vignette_job_followers 1.0"));
            released.countDown();
        });

        CommandRun followed = run(ann, "show", id, "--follow");

        assertThat(followed.exit()).as(followed.err()).isZero();
        assertThat(followed.out()).contains("QUEUED", "STARTED", "SUCCEEDED", "1/1 renditions");
    }

    @Test
    void cancelAndRetry_changeTheJob() {
        String id = job(ann, slow()).getString("id");

        assertThat(run(ann, "cancel", id).out()).contains("CANCELLED");
        assertThat(run(ann, "show", id).exit()).isEqualTo(1);
        run(ann, "cancel", id).assertFailedPlainly(1, "conflict: ");
        assertThat(run(ann, "retry", id).exit()).isZero();
        released.countDown();
        CommandRun followed = run(ann, "show", id, "--follow");
        assertThat(followed.out()).contains("CANCELLED", "SUCCEEDED");
        assertThat(followed.exit()).isZero();
    }

    @Test
    void anyCommand_serverElsewhereWithoutAToken_sendsNone() {
        String elsewhere = server.origin.url("").replaceFirst("/+$", "");

        CommandRun.here("jobs", "list", "--url", elsewhere).assertFailedPlainly(1, "bad-parameter: --token");

        assertThat(server.origin.requests("/v2/jobs")).isZero();
    }

    @Test
    void anyCommand_thatIsRefused_saysWhyInALine() {
        run(bob, "show", job(ann, slow()).getString("id")).assertFailedPlainly(1, "not-found: There is no such job");
        CommandRun.here("jobs", "list", "--url", "http://127.0.0.1:1", "--token", "x")
                .assertFailedPlainly(1, "source-failed: There is no answer from http://127.0.0.1:1");
        CommandRun.here("jobs", "list", "--url", "http://127.0.0.1:" + server.port(), "--token", "x")
                .assertFailedPlainly(1, "unauthenticated: ");
    }
}
