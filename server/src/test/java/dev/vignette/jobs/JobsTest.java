package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class JobsTest {
    private final Database database;
    private final Metrics metrics = new Metrics();
    private final Jobs jobs;
    private final TestKind kind = new TestKind();

    JobsTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
        var config = Settings.of(Map.of()).bind(JobsConfig.class);
        jobs = Jobs.open(config, database, Tracing.OFF, InstantSource.system());
    }

    @AfterEach
    void close() {
        jobs.close();
        database.close();
        metrics.close();
    }

    private JobId enqueue(int chunks) {
        var job = new NewJob(TestKind.NAME, JobClass.UPLOAD, "ann", "{\"chunks\": " + chunks + "}", "things");
        return database.write(handle -> jobs.enqueue(handle, job));
    }

    private Job ended(JobId id) {
        Waiting.until(() -> jobs.find(id).orElseThrow().state().isEnd());
        return jobs.find(id).orElseThrow();
    }

    @Test
    void enqueue_oneChunk_runsToItsEnd() {
        jobs.start(List.of(kind), JobListener.NONE, metrics);

        JobId id = enqueue(1);

        assertThat(ended(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.events(id, 0, 10))
                .extracting(JobEvent::state)
                .containsExactly(JobState.QUEUED, JobState.STARTED, JobState.SUCCEEDED);
        assertThat(kind.runs).containsExactly("ann 1 1");
    }

    @Test
    void enqueue_manyChunks_allAreDone() {
        jobs.start(List.of(kind), JobListener.NONE, metrics);

        JobId id = enqueue(100);

        Job job = ended(id);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.progress().done()).isEqualTo(1000);
        assertThat(job.progress().total()).hasValue(1000);
        assertThat(kind.runs).hasSize(100);
        assertThat(jobs.events(id, 0, 1000)).hasSize(103);
    }
}
