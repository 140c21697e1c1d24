package dev.vignette.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.contract.Contract;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.JobState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class JobContractTest {
    private static final Contract CONTRACT = Contract.load();
    private static final JsonObject DOCUMENT = new JsonObject(new String(CONTRACT.document(), StandardCharsets.UTF_8));

    @Test
    void routes_areTheOperationsOfTheContract() {
        assertThat(CONTRACT.operations().values().stream()
                        .filter(operation -> operation.path().startsWith(JobRoute.ROOT))
                        .map(operation -> operation.id() + ' ' + operation.method() + ' ' + operation.path()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(JobRoute.values())
                        .map(route -> route.operation() + ' ' + route.method() + ' ' + route.path())
                        .toList());
    }

    @Test
    void statesAndKinds_inTheContract_areThoseThatThereAre() {
        assertThat(schema("JobState").getJsonArray("enum"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(JobState.values()).map(JobState::name).toList());
        assertThat(schema("JobKind").getJsonArray("enum")).containsExactlyInAnyOrderElementsOf(Work.KINDS);
    }

    @Test
    void examples_ofTheContract_holdAgainstIt() {
        JsonObject examples = DOCUMENT.getJsonObject("paths")
                .getJsonObject("/v2/jobs")
                .getJsonObject("post")
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("examples");

        assertThat(examples.fieldNames()).hasSizeGreaterThan(4);
        for (String name : examples.fieldNames()) {
            JsonObject body = examples.getJsonObject(name).getJsonObject("value");
            assertThat(CONTRACT.operation("createJob").checked(body)).isEqualTo(body);
        }
    }

    @Test
    void checked_bodyOfAKind_isHeldAgainstTheSchemaOfThatKind() {
        assertRefused(
                "tags", new JsonObject().put("kind", "import").put("from", "x").put("tags", "a"));
        assertRefused("kind", new JsonObject().put("kind", "dance"));
        assertRefused("kind", new JsonObject());
        assertRefused("image", new JsonObject().put("kind", "reindex").put("image", "x"));
        assertRefused(
                "options",
                new JsonObject()
                        .put("kind", "renditions")
                        .put("urls", new JsonArray().add("http://a.example/"))
                        .put("options", new JsonArray()));
    }

    private static void assertRefused(String parameter, JsonObject body) {
        assertThatThrownBy(() -> CONTRACT.operation("createJob").checked(body))
                .isInstanceOfSatisfying(
                        VignetteException.class,
                        e -> assertThat(e.parameter()).as(body.encode()).contains(parameter));
    }

    private static JsonObject schema(String name) {
        return DOCUMENT.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }
}
