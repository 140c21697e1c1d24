package dev.vignette.work;

import dev.vignette.error.VignetteException;
import dev.vignette.jobs.Jobs;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// How many jobs one principal may have that have not ended. Deliveries of webhooks do not count, since nobody asks for
/// them. Requests that come at the same time may pass it by a few.
record OpenJobs(Jobs jobs, int most) {
    private static final Set<String> COUNTED =
            Work.KINDS.stream().filter(kind -> !kind.equals(WebhookKind.NAME)).collect(Collectors.toUnmodifiableSet());
    private static final Duration SOON = Duration.ofSeconds(5);

    /// @throws VignetteException `QUEUE_FULL`
    void requireRoom(String subject) {
        if (jobs.countOpen(subject, COUNTED, most) >= most) {
            throw VignetteException.full("At most " + most + " jobs of one principal may be open", SOON);
        }
    }
}
