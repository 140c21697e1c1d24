package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `vignette rights` in processes of its own, as a person runs it.
final class RightsCommandTest {
    @TempDir
    private Path folder;

    private CommandRun run(String line) throws Exception {
        return CommandRun.apart(Map.of("VIGNETTE_DATA_DIR", folder.toString()), ("rights " + line).split(" "));
    }

    @Test
    void rights_aLife_isShownAndAudited() throws Exception {
        for (String line : List.of(
                "define painter view:own upload",
                "give ann painter",
                "join ann red",
                "grant ann 7 view:any",
                "take ann painter")) {
            var run = run(line);
            assertThat(run).isEqualTo(new CommandRun(0, "", run.err()));
        }

        assertThat(run("roles").out()).contains("painter: upload view:own\n", "viewer: view:own view:team\n");
        assertThat(run("show ann").out()).isEqualTo("version: 4\nroles: \nteams: red\nimage 7: view:any\n");
        assertThat(run("audit").out().lines().map(JsonObject::new))
                .extracting(entry -> entry.getString("actorKind") + ' ' + entry.getString("action"))
                .containsExactly(
                        "local role.define",
                        "local role.give",
                        "local team.join",
                        "local grant.give",
                        "local role.take");
    }

    @Test
    void rights_whatIsNotThere_isTold() throws Exception {
        run("give ann painter").assertFailedPlainly(1, "There is no role painter", "viewer");
        run("remove painter").assertFailedPlainly(1, "There is no role painter");
        run("define painter paint").assertFailedPlainly(1, "paint is none", "view:own");
    }
}
