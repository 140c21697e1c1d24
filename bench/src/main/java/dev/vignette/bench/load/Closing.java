package dev.vignette.bench.load;

import java.io.IOException;
import java.util.Locale;

/// What is told below the table of a load run: memory, health, and what may have disturbed the figures.
final class Closing {
    private Closing() {}

    static String of(Arm arm, Server server, Samples samples, Clocks spent) throws IOException {
        double generator = spent.ours().minus(spent.server()).toMillis() / 1000.0;
        return String.format(
                Locale.ROOT,
                "Resident memory of the server at most %.0f MiB (VmHWM). /healthz %d, /readyz %d at the end. "
                        + "CPU seconds: server %.0f, load generator and nginx %.0f, others %.0f %% of the machine. "
                        + "The load generator sent 99 %% of the requests at most %.0f ms late, which is in the latencies.",
                ProcStat.peakResident(server.handle()) / 1024.0,
                arm.admin("/healthz"),
                arm.admin("/readyz"),
                spent.server().toMillis() / 1000.0,
                generator,
                100 * spent.foreign(),
                samples.lateMillis());
    }
}
