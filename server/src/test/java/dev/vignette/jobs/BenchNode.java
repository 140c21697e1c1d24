package dev.vignette.jobs;

import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// A process that runs jobs of the [BenchKind] until it is killed, or its input ends.
final class BenchNode {
    private BenchNode() {}

    /// @param arguments its name, and the file for its journal
    static void main(String... arguments) throws Exception {
        var settings = Settings.load(System.getenv());
        try (var metrics = new Metrics();
                var database = Database.open(settings.bind(DatabaseConfig.class), Path.of("."));
                var jobs = Jobs.open(
                        settings.bind(JobsConfig.class), database, Tracing.OFF, clock(database), arguments[0])) {
            jobs.start(List.of(new BenchKind(database, Path.of(arguments[1]))), JobListener.NONE, metrics);
            System.out.println("ready " + System.currentTimeMillis());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static JobClock clock(Database database) {
        return switch (database.dialect()) {
            case SQLITE -> JobClock.of(InstantSource.system());
            case POSTGRESQL -> new DatabaseClock(database);
        };
    }
}
