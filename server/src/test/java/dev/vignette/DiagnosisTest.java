package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DiagnosisTest {
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"threads, vert.x-eventloop", "heap, java.lang.String", "scheduler, ForkJoinPool", "jvm, OpenJDK"})
    void get_eachReport_tellsOfTheProcess(String report, String contains) {
        var response = server.admin("GET", "/diagnosis?of=" + report);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?of=", "?of=passwords"})
    void get_otherReport_isRefusedWithThoseThereAre(String query) {
        var problem = assertProblem(server.admin("GET", "/diagnosis" + query), 400, "bad-parameter");

        assertThat(problem.getJsonArray("allowed")).containsExactly("threads", "heap", "scheduler", "jvm");
    }

    @Test
    void get_onTheImagePort_isNotThere() {
        assertProblem(server.get("/diagnosis?of=threads"), 404, "not-found");
    }
}
