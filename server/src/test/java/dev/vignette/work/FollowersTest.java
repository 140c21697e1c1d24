package dev.vignette.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.JobEvent;
import dev.vignette.jobs.JobId;
import dev.vignette.jobs.JobState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many who follow jobs, whose events are read from a list that counts how often.
@Timeout(180)
final class FollowersTest {
    private static final JobId JOB =
            JobId.parse("0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be42").orElseThrow();

    private final List<JobEvent> history = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Followers followers = followers(Map.of("VIGNETTE_JOBS_MAX_FOLLOWERS_OF_ONE", "1000"));

    private Followers followers(Map<String, String> settings) {
        return new Followers(
                Settings.of(settings).bind(WorkConfig.class),
                (job, seq, most) -> {
                    reads.incrementAndGet();
                    assertThat(job).isEqualTo(JOB);
                    if (broken.getAndSet(false)) {
                        throw new IllegalStateException("the database is being closed");
                    }
                    return history.stream()
                            .filter(event -> event.seq() > seq)
                            .limit(most)
                            .toList();
                },
                _ -> over.get());
    }

    private void happens(JobState state) {
        history.add(new JobEvent(
                JOB,
                history.size() + 1L,
                Instant.EPOCH,
                "node",
                1,
                state,
                "",
                "{}",
                Optional.empty(),
                Optional.empty()));
        followers.changed(JOB);
    }

    /// All that a client is told who knows the events up to one.
    private String told(long after) throws InterruptedException {
        var text = new StringBuilder();
        try (var follower = followers.follow(JOB, "ann", after).orElseThrow()) {
            stream().tell(follower.feed(), after, bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
        }
        return text.toString();
    }

    private static EventStream stream() {
        return new EventStream(Duration.ofSeconds(30), Instant.MAX, () -> true, Clock.systemUTC());
    }

    @Test
    void follow_aThousandClients_areAllToldByFewReads() throws Exception {
        happens(JobState.QUEUED);
        happens(JobState.STARTED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 1000; i++) {
                all.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return told(0);
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        },
                        threads));
            }
            Waiting.until(() -> followers.count() == 1000);
            for (int i = 0; i < 20; i++) {
                happens(JobState.PROGRESS);
            }
            happens(JobState.SUCCEEDED);

            for (var one : all) {
                assertThat(one.get().lines().filter(line -> line.startsWith("id: ")))
                        .hasSize(23)
                        .startsWith("id: 1", "id: 2")
                        .endsWith("id: 23");
            }
        }
        // Each follower that enters may cause one look, each change one.
        assertThat(reads.get()).isLessThan(1100);
        assertThat(followers.count()).isZero();
    }

    @Test
    void follow_whoComesLateOrHasSeenSome_isToldTheRestInOrder() throws Exception {
        for (int i = 0; i < 3 * Feed.PAGE; i++) {
            happens(JobState.PROGRESS);
        }
        happens(JobState.SUCCEEDED);

        assertThat(told(0).lines().filter(line -> line.startsWith("id: ")))
                .hasSize(3 * Feed.PAGE + 1)
                .startsWith("id: 1")
                .doesNotHaveDuplicates();
        assertThat(told(3 * Feed.PAGE - 1).lines().filter(line -> line.startsWith("id: ")))
                .containsExactly("id: " + 3 * Feed.PAGE, "id: " + (3 * Feed.PAGE + 1));
    }

    @Test
    void follow_endThatWasRetried_isNotTheEnd() throws Exception {
        happens(JobState.QUEUED);
        happens(JobState.FAILED);
        happens(JobState.QUEUED);
        happens(JobState.STARTED);
        happens(JobState.SUCCEEDED);

        assertThat(told(0)).contains("event: FAILED", "event: SUCCEEDED");
    }

    @Test
    void follow_nothingNew_isToldThatItIsStillThere() throws Exception {
        happens(JobState.QUEUED);
        var text = new StringBuilder();
        try (var follower = followers.follow(JOB, "ann", 0).orElseThrow()) {
            var stream = new EventStream(Duration.ofMillis(20), Instant.MAX, () -> true, Clock.systemUTC());
            stream.tell(follower.feed(), 0, bytes -> {
                text.append(new String(bytes, StandardCharsets.UTF_8));
                if (text.indexOf("id: 1\n") > 0 && text.toString().endsWith(":\n\n:\n\n")) {
                    followers.close();
                }
            });
        }

        assertThat(text).startsWith("retry: ").contains("id: 1\n").endsWith(":\n\n:\n\n");
    }

    @Test
    void follow_historyThatWasRemoved_ends() throws Exception {
        over.set(true);

        assertThat(told(0)).isEqualTo("retry: 2000\n\n");
    }

    @Test
    void follow_whoIsBehindWhenTheHistoryIsRemoved_isLetGo() throws Exception {
        for (int i = 0; i < 2 * Feed.PAGE; i++) {
            happens(JobState.PROGRESS);
        }
        try (var first = followers.follow(JOB, "bob", 0).orElseThrow()) {
            Waiting.until(() -> first.feed().known() == 2 * Feed.PAGE);
            history.clear();

            assertThat(told(0)).doesNotContain("id: ");
            assertThat(reads.get()).as("nobody asks without a pause").isLessThan(20);
        }
    }

    @Test
    void follow_readingThatFailsUnexpectedly_isTriedAgain() throws Exception {
        happens(JobState.QUEUED);
        happens(JobState.SUCCEEDED);
        broken.set(true);

        assertThat(told(0)).contains("id: 1\n", "id: 2\n");
    }

    @Test
    void follow_whoMayNoLonger_isLetGo() throws Exception {
        happens(JobState.QUEUED);
        var text = new StringBuilder();
        try (var follower = followers.follow(JOB, "ann", 0).orElseThrow()) {
            new EventStream(Duration.ofMillis(20), Instant.MAX, () -> false, Clock.systemUTC())
                    .tell(follower.feed(), 0, bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
        }

        assertThat(text).startsWith("retry: ");
    }

    @Test
    void follow_tokenThatExpires_ends() throws Exception {
        happens(JobState.QUEUED);
        var text = new StringBuilder();
        try (var follower = followers.follow(JOB, "ann", 0).orElseThrow()) {
            new EventStream(Duration.ofMillis(20), Instant.EPOCH, () -> true, Clock.systemUTC())
                    .tell(follower.feed(), 0, bytes -> text.append(bytes.length));
        }

        assertThat(text).hasSize(2);
    }

    @Test
    void requireRoom_tooMany_areRefused() {
        var few = followers(Map.of("VIGNETTE_JOBS_MAX_FOLLOWERS", "3", "VIGNETTE_JOBS_MAX_FOLLOWERS_OF_ONE", "2"));
        var first = few.follow(JOB, "ann", 0).orElseThrow();
        few.requireRoom("ann");
        var _ = few.follow(JOB, "ann", 0).orElseThrow();

        assertThatThrownBy(() -> few.requireRoom("ann"))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL));
        few.requireRoom("bob");
        var _ = few.follow(JOB, "bob", 0).orElseThrow();
        assertThatThrownBy(() -> few.requireRoom("bob")).isInstanceOf(VignetteException.class);
        assertThat(few.follow(JOB, "bob", 0))
                .as("who passed beside others finds none either")
                .isEmpty();
        assertThat(few.count()).isEqualTo(3);
        first.close();
        few.requireRoom("ann");
    }
}
