package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.PostgresProcess;
import dev.vignette.database.TestDatabases;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class JobsOutageTest {
    @Test
    void database_awayAndBack_workGoesOnAndIsDoneOnce(@TempDir Path folder) {
        try (var postgres = new PostgresProcess();
                var metrics = new Metrics();
                var database = Database.open(
                        TestDatabases.config(postgres.freshDatabase(), "CONNECT_TIMEOUT", "500ms"), folder);
                var jobs = Jobs.open(
                        Settings.of(Map.of()).bind(JobsConfig.class), database, Tracing.OFF, InstantSource.system())) {
            var kind = new TestKind();
            var under = new CountDownLatch(1);
            var back = new CountDownLatch(1);
            kind.work = (chunk, _) -> {
                if (chunk.payload().equals("3")) {
                    under.countDown();
                    Waiting.await(back);
                }
                return new ChunkResult(chunk.size());
            };
            jobs.start(List.of(kind), JobListener.NONE, metrics);
            var wanted = new NewJob(TestKind.NAME, JobClass.UPLOAD, "ann", "{\"chunks\": 100}", "things");
            JobId id = database.write(handle -> jobs.enqueue(handle, wanted));
            Waiting.await(under);

            postgres.stop();
            back.countDown(); // its end cannot be written yet
            Waiting.pause(Duration.ofSeconds(2));
            postgres.start();

            Waiting.until(
                    () -> find(jobs, id).filter(job -> job.state().isEnd()).isPresent());
            Job job = find(jobs, id).orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(job.progress().done()).isEqualTo(1000);
        }
    }

    private static Optional<Job> find(Jobs jobs, JobId id) {
        try {
            return jobs.find(id);
        } catch (VignetteException e) {
            return Optional.empty(); // it is not back yet
        }
    }

    @Test
    void databaseClock_read_isNearTheTimeOfTheDatabase(@TempDir Path folder) {
        try (var database = Database.open(
                        TestDatabases.config(PostgresProcess.shared().freshDatabase()), folder);
                var clock = new DatabaseClock(database)) {
            Instant before = clock.now();
            Instant there = database.read(handle -> handle.createQuery("SELECT clock_timestamp()")
                    .map((row, _) -> row.getObject(1, java.time.OffsetDateTime.class))
                    .one()
                    .toInstant());

            assertThat(there).isBetween(before.minusSeconds(1), clock.now().plusSeconds(1));
        }
    }
}
