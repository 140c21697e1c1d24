package dev.vignette.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobId;
import dev.vignette.jobs.JobRun;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TasksTest {
    private final List<String> done = new ArrayList<>();

    /// @param chunk 0 of a job that is one chunk
    private record Run(long chunk, int attempt, List<String> steps) implements JobRun {
        @Override
        public JobId job() {
            return new JobId("01234567-89ab-7def-8123-456789abcdef");
        }

        @Override
        public String owner() {
            return "ann";
        }

        @Override
        public String request() {
            return "{}";
        }

        @Override
        public boolean stopping() {
            return false;
        }

        @Override
        public void step(String step) {
            steps.add(step);
        }
    }

    private Tasks.Task good(String item) {
        return new Tasks.Task(item, () -> done.add(item));
    }

    private static Tasks.Task bad(String item, RuntimeException reason) {
        return new Tasks.Task(item, () -> {
            throw reason;
        });
    }

    private static VignetteException failure(ErrorCode code) {
        return new VignetteException(code, "On purpose");
    }

    @Test
    void run_somethingThatCanGetBetter_failsHoweverOftenItWasTried() {
        var run = new Run(3, 1000, new ArrayList<>());
        var tasks = List.of(
                bad("a", failure(ErrorCode.STORAGE_UNAVAILABLE)),
                good("b"),
                bad("c", failure(ErrorCode.BROKEN_IMAGE)),
                bad("d", failure(ErrorCode.STORAGE_UNAVAILABLE)));

        assertThatThrownBy(() -> new Tasks(run).run(tasks))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
                .hasMessage("a: On purpose (and 1 more)");
        assertThat(done).containsExactly("b");
    }

    @Test
    void run_bugInOne_othersAreDoneFirst() {
        var run = new Run(3, 1, new ArrayList<>());
        var tasks = List.of(bad("a", new IllegalStateException("a bug")), good("b"), good("c"));

        assertThatThrownBy(() -> new Tasks(run).run(tasks))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void run_someCannotBeDone_areCountedAndTold() throws InterruptedException {
        var steps = new ArrayList<String>();
        ChunkResult result =
                new Tasks(new Run(3, 1, steps)).run(List.of(bad("a", failure(ErrorCode.BROKEN_IMAGE)), good("b")));

        assertThat(result.done()).isEqualTo(2);
        assertThat(result.failed()).isEqualTo(1);
        assertThat(steps).containsExactly("a: broken-image");

        ChunkResult alone =
                new Tasks(new Run(0, 1, steps)).run(List.of(bad("a", failure(ErrorCode.BROKEN_IMAGE)), good("b")));
        var told = new JsonObject(alone.result().orElseThrow());
        assertThat(told.getInteger("made")).isEqualTo(1);
        assertThat(told.getJsonArray("failures").getJsonObject(0).getString("code"))
                .isEqualTo("broken-image");
    }
}
