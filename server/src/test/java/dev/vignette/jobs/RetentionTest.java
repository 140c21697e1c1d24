package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.Settings;
import dev.vignette.database.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class RetentionTest {
    private final TestJobs all;
    private final Housekeeping housekeeping;
    private final JobMeters meters = new JobMeters();

    RetentionTest(Dialect dialect, @TempDir Path folder) {
        all = new TestJobs(dialect, folder);
        var config = Settings.of(Map.of()).bind(JobsConfig.class);
        housekeeping = new Housekeeping(config, all.database, JobClock.of(all.clock), meters);
    }

    @AfterEach
    void close() {
        housekeeping.close();
        all.close();
    }

    private JobId ended() {
        JobId id = all.enqueue(1);
        all.database.write(handle -> all.queue.cancel(handle, id, "ann"));
        return id;
    }

    @Test
    void sweep_endedLongAgo_losesItsEventsAndLaterItself() {
        List<JobId> old =
                java.util.stream.Stream.generate(this::ended).limit(250).toList();
        all.clock.advance(Duration.ofDays(29));
        JobId young = ended();
        JobId waiting = all.enqueue(1);
        housekeeping.sweep();
        assertThat(all.count("job_event")).isEqualTo(250 * 2 + 3);

        all.clock.advance(Duration.ofDays(2));
        housekeeping.sweep();

        assertThat(all.count("job_event")).isEqualTo(3);
        assertThat(all.events(young)).hasSize(2);
        assertThat(all.job(old.getFirst()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(all.events(old.getFirst())).isEmpty();

        all.clock.advance(Duration.ofDays(400));
        housekeeping.sweep();

        assertThat(all.count("job")).isEqualTo(1);
        assertThat(all.job(waiting).state()).isEqualTo(JobState.QUEUED);
        assertThat(all.database.<Long>read(handle -> handle.createQuery(
                                "SELECT SUM(jobs) FROM job_day WHERE kind = 'test' AND state = 'CANCELLED'")
                        .mapTo(Long.class)
                        .one()))
                .isEqualTo(251);
    }

    @Test
    void sweep_jobQueuedAnewMeanwhile_keepsItsHistory() throws InterruptedException {
        JobId id = ended();
        all.clock.advance(Duration.ofDays(31));
        var sweep = Thread.ofVirtual().unstarted(housekeeping::sweep);

        all.database.update(handle -> {
            all.queue.retry(handle, id, "bob");
            sweep.start();
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos()); // by then it has chosen the job, and waits for it
            return id;
        });
        sweep.join();

        assertThat(all.events(id)).hasSize(3);
        assertThat(all.job(id).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void look_runsThatWait_tellsHowManyAndHowLong() {
        all.enqueue(1);
        all.clock.advance(Duration.ofSeconds(90));
        all.enqueue(1);
        meters.show(all.metrics, List.of(), Map.of(JobClass.UPLOAD, () -> 0L));

        housekeeping.look();

        assertThat(all.metrics.scrape())
                .contains("vignette_job_waiting{class=\"upload\"} 2.0")
                .contains("vignette_job_waiting_oldest_seconds{class=\"upload\"} 90.0");
    }
}
