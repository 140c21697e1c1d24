package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that anybody can send and that would take minutes or gigabytes, with the default limits.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CostlyRequestTest {
    private TestServer server;

    @BeforeAll
    void start() throws Exception {
        server = new TestServer("CODEC_MEMORY", "1GiB", "CODEC_MAX_WORKERS", "1");
        server.origin.serve("/photo.jpg", Pictures.jpeg(60, 60));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"avif, 49 s", "gif, 27 s"})
    void get_slowFormatOfManyPixels_isRefusedAndOthersAreServed(String format, String time) {
        var refused = server.get(server.thumb("/photo.jpg", "w=7000&h=7000&fit=fill&enlarge=true&f=" + format));

        var problem = assertProblem(refused, 413, "too-much-work");
        assertThat(problem.getString("detail")).contains(time, "the limit is 20 s");
        assertThat(server.get(server.thumb("/photo.jpg", "w=20")).statusCode()).isEqualTo(200);
    }

    @Test
    void get_moreMemoryThanThereIs_isRefused() {
        var refused = server.get(server.thumb("/photo.jpg", "w=7000&h=7000&fit=fill&enlarge=true&f=webp"));

        var problem = assertProblem(refused, 413, "too-much-work");
        assertThat(problem.getString("detail")).contains("MiB of memory, the limit is 1024 MiB");
    }

    @Test
    void get_avifBeyondItsPixels_isABadParameter() {
        var refused = server.get(server.thumb("/photo.jpg", "w=3001&h=3000&fit=fill&enlarge=true&f=avif"));

        var problem = assertProblem(refused, 400, "bad-parameter");
        assertThat(problem.getJsonArray("allowed")).contains("at most 9000000 pixels in avif");
    }
}
