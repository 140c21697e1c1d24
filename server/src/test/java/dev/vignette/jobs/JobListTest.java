package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class JobListTest {
    private static final Set<String> KINDS = Set.of("test", "other", "third");

    private final Dialect dialect;
    private final TestJobs all;

    JobListTest(Dialect dialect, @TempDir Path folder) {
        this.dialect = dialect;
        this.all = new TestJobs(dialect, folder);
    }

    @AfterEach
    void close() {
        all.close();
    }

    private JobId enqueue(String kind, String owner) {
        all.clock.advance(Duration.ofSeconds(1));
        return all.enqueue(new NewJob(kind, JobClass.UPLOAD, owner, "{}", "things"));
    }

    private List<JobId> list(JobFilter filter) {
        return list(filter, Optional.empty(), 100);
    }

    private List<JobId> list(JobFilter filter, Optional<JobId> after, int most) {
        return all.queue.list(filter, KINDS, after, most).jobs().stream()
                .map(Job::id)
                .toList();
    }

    @Test
    void list_filters_giveWhatTheySayTheNewestFirst() {
        Instant begin = all.clock.instant();
        JobId one = enqueue("test", "ann");
        JobId two = enqueue("other", "ann");
        JobId three = enqueue("test", "bob");
        JobId four = enqueue("third", "bob");
        all.database.write(handle -> all.queue.cancel(handle, two, "ann"));

        assertThat(list(JobFilter.ALL)).containsExactly(four, three, two, one);
        assertThat(list(JobFilter.ALL.ownedBy("ann"))).containsExactly(two, one);
        assertThat(list(JobFilter.ALL.ofKind("test"))).containsExactly(three, one);
        assertThat(list(JobFilter.ALL.in(Set.of(JobState.QUEUED)))).containsExactly(four, three, one);
        assertThat(list(JobFilter.ALL.in(Set.of(JobState.QUEUED)).ownedBy("ann")))
                .containsExactly(one);
        assertThat(list(JobFilter.ALL.in(Set.of(JobState.CANCELLED, JobState.FAILED))))
                .containsExactly(two);
        assertThat(list(JobFilter.ALL.between(Optional.of(begin.plusSeconds(2)), Optional.of(begin.plusSeconds(4)))))
                .containsExactly(three, two);
        assertThat(list(JobFilter.ALL.ownedBy("nobody"))).isEmpty();
    }

    @Test
    void list_pages_followOneAnother() {
        var expected = new ArrayList<JobId>();
        for (int i = 0; i < 10; i++) {
            expected.addFirst(enqueue(i % 2 == 0 ? "test" : "other", "ann"));
        }
        for (JobFilter filter : List.of(JobFilter.ALL, JobFilter.ALL.in(Set.of(JobState.QUEUED)))) {
            var found = new ArrayList<JobId>();
            List<JobId> page = list(filter, Optional.empty(), 3);
            while (!page.isEmpty()) {
                found.addAll(page);
                page = list(filter, Optional.of(page.getLast()), 3);
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void list_longRequests_areReadAFewAtATime() {
        String longOne = "{\"a\": \"" + "x".repeat(3 << 20) + "\"}";
        var expected = new ArrayList<JobId>();
        for (int i = 0; i < 5; i++) {
            all.clock.advance(Duration.ofSeconds(1));
            expected.addFirst(all.enqueue(new NewJob("test", JobClass.UPLOAD, "ann", longOne, "things")));
        }
        var found = new ArrayList<JobId>();
        JobPage page = all.queue.list(JobFilter.ALL, KINDS, Optional.empty(), 100);
        while (page.next().isPresent()) {
            assertThat(page.jobs()).hasSize(1);
            found.add(page.jobs().getLast().id());
            page = all.queue.list(JobFilter.ALL, KINDS, Optional.of(found.getLast()), 100);
        }
        found.addAll(page.jobs().stream().map(Job::id).toList());
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void countOpen_ofAnOwner_leavesOutOtherKindsOwnersAndWhatEnded() {
        enqueue("test", "ann");
        enqueue("other", "ann");
        enqueue("third", "ann");
        enqueue("test", "bob");
        JobId ended = enqueue("test", "ann");
        all.database.write(handle -> all.queue.cancel(handle, ended, "ann"));

        assertThat(all.queue.countOpen("ann", Set.of("test", "other"), 100)).isEqualTo(2);
        assertThat(all.queue.countOpen("ann", KINDS, 2)).isEqualTo(2);
        assertThat(all.queue.countOpen("cid", KINDS, 2)).isZero();
    }

    @Test
    void plans_listsAndLines_walkAnIndex() {
        ManyJobs.insert(all.database, 20_000);
        var after = Optional.of(JobId.at(all.clock.instant()));
        for (JobFilter filter : List.of(
                JobFilter.ALL,
                JobFilter.ALL.ownedBy("owner7"),
                JobFilter.ALL.ofKind("test"),
                JobFilter.ALL.in(Set.of(JobState.FROZEN)),
                JobFilter.ALL.ownedBy("owner7").in(Set.of(JobState.FAILED)),
                JobFilter.ALL.ownedBy("owner7").ofKind("other"))) {
            for (Optional<JobId> place : List.of(Optional.<JobId>empty(), after)) {
                JobList list = JobList.of(filter, KINDS, place, 50);
                assertNoScan(list.sql(), list.bound());
            }
        }
        assertNoScan("SELECT * FROM job_event WHERE job = ? AND seq > ? ORDER BY seq LIMIT ?", List.of("x", 7L, 100));
        assertNoScan(
                "SELECT id FROM job WHERE pruned = 0 AND ended IS NOT NULL AND ended < ? ORDER BY ended LIMIT ?",
                List.of(7L, 100));
        assertNoScan(
                "SELECT task_instance FROM job_run WHERE class = ? AND picked_by IS NULL AND delayed = 0"
                        + " AND task_name IN ('test', 'other') ORDER BY rank, task_instance LIMIT ?",
                List.of("upload", 4));
        assertNoScan(
                "SELECT task_instance FROM job_run WHERE class = ? AND picked_by IS NULL AND delayed = 1"
                        + " AND execution_time <= ? ORDER BY execution_time LIMIT ?",
                List.of("upload", 7L, 500));
        assertNoScan(
                "SELECT 1 FROM job WHERE owner = ? AND kind IN ('test', 'other')"
                        + " AND state IN ('QUEUED', 'STARTED') LIMIT ?",
                List.of("owner7", 100));
        assertNoScan(
                "SELECT task_instance FROM job_run WHERE class = ? AND picked_by IS NOT NULL AND last_heartbeat <= ?"
                        + " ORDER BY last_heartbeat",
                List.of("upload", 7L));
    }

    /// The test's own eyes: a query without an index is seen as one.
    @Test
    void plans_queryWithoutIndex_isSeen() {
        ManyJobs.insert(all.database, 20_000);

        assertThat(plan("SELECT id FROM job WHERE detail = ?", List.of("x"))).anyMatch(this::scans);
    }

    private void assertNoScan(String sql, List<Object> bound) {
        assertThat(plan(sql, bound)).as(sql).isNotEmpty().noneMatch(this::scans);
    }

    private boolean scans(String step) {
        return switch (dialect) {
            case SQLITE -> step.matches("SCAN (job|job_event|job_run)");
            case POSTGRESQL -> step.contains("Seq Scan");
        };
    }

    private List<String> plan(String sql, List<Object> bound) {
        String explain = dialect == Dialect.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        int column = dialect == Dialect.SQLITE ? 4 : 1;
        return all.database.write(handle -> {
            Query query = handle.createQuery(explain + sql);
            for (int i = 0; i < bound.size(); i++) {
                query.bind(i, bound.get(i));
            }
            return query.map((row, _) -> row.getString(column)).list();
        });
    }
}
