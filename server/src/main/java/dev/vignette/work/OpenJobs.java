package dev.vignette.work;

import dev.vignette.error.VignetteException;
import dev.vignette.jobs.JobFilter;
import dev.vignette.jobs.JobState;
import dev.vignette.jobs.Jobs;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How many jobs one principal may have that have not ended. Requests that come at the same time may pass it by a few.
record OpenJobs(Jobs jobs, int most) {
    private static final Set<JobState> OPEN =
            Arrays.stream(JobState.values()).filter(state -> !state.isEnd()).collect(Collectors.toSet());
    private static final Duration SOON = Duration.ofSeconds(5);

    /// @throws VignetteException `QUEUE_FULL`
    void requireRoom(String subject) {
        JobFilter filter = JobFilter.ALL.ownedBy(subject).in(OPEN);
        if (jobs.list(filter, Work.KINDS, Optional.empty(), most).size() >= most) {
            throw VignetteException.full("At most " + most + " jobs of one principal may be open", SOON);
        }
    }
}
