package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Of two servers one is killed in the middle of jobs, at least once. `bench/jobs renditions` does it for longer, and
/// with more of them.
@Timeout(300)
final class JobKillTest {
    @Test
    void renditions_serverKilledInTheMiddle_areAllThereOnceAndTheLostAttemptsAreTold(@TempDir Path folder)
            throws Exception {
        var plan = new RenditionKills.Plan(
                2, 2, 14, 500, Duration.ofSeconds(60), Duration.ofSeconds(2), CommandRun.command("serve"));
        try (var servers = new RenditionKills(plan, folder)) {
            RenditionKills.Report report = servers.run();

            assertThat(report.cutOff()).isNotEmpty();
            RenditionsLeft left = report.left();
            assertThat(left.jobs()).isEqualTo(plan.jobs() + 1);
            assertThat(left.succeeded()).isEqualTo(left.jobs());
            assertThat(left.renditions()).isEqualTo(plan.renditions());
            assertThat(left.damaged()).isEmpty();
            assertThat(left.leftOver()).isEmpty();
            assertThat(left.untold()).isEmpty();
        }
    }
}
