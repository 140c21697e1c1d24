package dev.vignette.bench.load;

import java.io.IOException;
import java.time.Duration;

/// The clocks of a run, or the time between two readings of them.
///
/// @param wall time that passed
/// @param server CPU time of the server under measurement
/// @param ours CPU time of the benchmark with all it started, the server and the origin among them
/// @param machine CPU time of everything on the machine
record Clocks(Duration wall, Duration server, Duration ours, Duration machine) {
    static Clocks read(Server server) throws IOException {
        return new Clocks(
                Duration.ofNanos(System.nanoTime()),
                ProcStat.cpu(server.handle()),
                ProcStat.cpu(ProcessHandle.current()),
                ProcStat.machine());
    }

    Clocks since(Clocks earlier) {
        return new Clocks(
                wall.minus(earlier.wall),
                server.minus(earlier.server),
                ours.minus(earlier.ours),
                machine.minus(earlier.machine));
    }

    double seconds() {
        return wall.toNanos() / 1e9;
    }

    /// The share of the machine that others took. More than a few percent and the run tells little of throughput.
    double foreign() {
        double available = (double) wall.toMillis() * Runtime.getRuntime().availableProcessors();
        return Math.max(0, machine.minus(ours).toMillis() / available);
    }
}
