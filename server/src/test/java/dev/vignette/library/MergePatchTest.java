package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MergePatchTest {
    private static final Details NOW =
            new Details("Title", "Text", List.of("a", "b"), List.of("team"), Map.of("x", "1", "y", "2"));

    @Test
    void of_emptyPatch_changesNothing() {
        assertThat(patched("{}")).isEqualTo(NOW);
    }

    @Test
    void of_absentAndNullAndGiven_staysGoesAndChanges() {
        Details patched = patched("""
                {"title": null, "tags": ["c", "a", "c"], "attributes": {"x": null, "z": "3"}}""");

        assertThat(patched)
                .isEqualTo(new Details("", "Text", List.of("a", "c"), List.of("team"), Map.of("y", "2", "z", "3")));
    }

    @Test
    void of_nullForAll_takesAllAway() {
        assertThat(patched("""
                        {"title": null, "description": null, "tags": null, "teams": null, "attributes": null}""")).isEqualTo(Details.NONE);
    }

    @Test
    void of_owner_isApartFromWhatIsSaid() {
        assertThat(MergePatch.of(new JsonObject("{\"owner\": \"bob\"}"), NOW).owner())
                .contains("bob");
        assertThat(MergePatch.of(new JsonObject().put("owner", "Zoe\u0308"), NOW)
                        .owner())
                .as("in the one spelling")
                .contains("Zo\u00eb");
        assertThat(MergePatch.of(new JsonObject("{}"), NOW).owner()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"x\"}",
                "{\"title\": 1}",
                "{\"tags\": \"a\"}",
                "{\"tags\": [1]}",
                "{\"tags\": [\"with blank\"]}",
                "{\"tags\": [\"\"]}",
                "{\"attributes\": []}",
                "{\"attributes\": {\"no blank\": \"x\"}}",
                "{\"attributes\": {\"x\": 1}}",
                "{\"owner\": null}",
                "{\"owner\": \"\"}",
                "{\"title\": \"zero\\u0000\"}",
                "{\"title\": \"half \\ud800\"}",
                "{\"teams\": [\"half\\ud800\"]}"
            })
    void of_whatCannotBe_isABadParameter(String patch) {
        assertThatThrownBy(() -> patched(patch))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER));
    }

    @Test
    void of_tooMuch_isABadParameter() {
        assertThatThrownBy(() -> patched(new JsonObject()
                        .put("title", "x".repeat(Details.LONGEST_TITLE + 1))
                        .encode()))
                .isInstanceOf(VignetteException.class);
        assertThat(patched(new JsonObject()
                                .put("title", "🙂".repeat(Details.LONGEST_TITLE))
                                .encode())
                        .title())
                .hasSize(2 * Details.LONGEST_TITLE);
    }

    private static Details patched(String patch) {
        return MergePatch.of(new JsonObject(patch), NOW).details();
    }
}
