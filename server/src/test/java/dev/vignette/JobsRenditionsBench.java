package dev.vignette;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Renditions by jobs on servers that are killed. `bench/jobs renditions` runs it.
final class JobsRenditionsBench {
    private static final int IMAGES = 200;
    private static final int WIDTH = 40;
    private static final Duration LEASE = Duration.ofSeconds(20);

    private JobsRenditionsBench() {}

    /// @param arguments the program, how many servers and jobs, and the seconds between kills
    static void main(String... arguments) throws Exception {
        var plan = new RenditionKills.Plan(
                Integer.parseInt(arguments[1]),
                IMAGES,
                Integer.parseInt(arguments[2]),
                WIDTH,
                Duration.ofSeconds(Integer.parseInt(arguments[3])),
                LEASE,
                List.of(arguments[0], "serve"));
        Path folder = Files.createTempDirectory("vignette-jobs-bench-");
        RenditionKills.Report report;
        try (var servers = new RenditionKills(plan, folder)) {
            report = servers.run();
        }
        RenditionsLeft left = report.left();
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d s | %d | %d | %d of %d | %d | %d | %d | %d |%n",
                plan.servers(),
                left.jobs(),
                report.time().toSeconds(),
                report.kills(),
                left.succeeded(),
                left.renditions(),
                plan.renditions(),
                left.damaged().size(),
                left.leftOver().size(),
                report.cutOff().size(),
                left.untold().size());
        boolean well = left.jobs() == plan.jobs() + 1
                && left.succeeded() == left.jobs()
                && left.renditions() == plan.renditions()
                && left.damaged().isEmpty()
                && left.leftOver().isEmpty()
                && left.untold().isEmpty();
        if (!well) {
            System.err.println(left);
        }
        System.exit(well ? 0 : 1); // ends the database
    }
}
