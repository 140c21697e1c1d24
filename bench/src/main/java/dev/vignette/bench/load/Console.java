package dev.vignette.bench.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;

/// The commands' two streams: the report, and what goes on meanwhile.
public record Console(PrintStream report, PrintStream progress) {
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    public static Console system() {
        return new Console(System.out, System.err);
    }

    public void report(String text) {
        report.println(text);
    }

    public void progress(String format, Object... values) {
        progress.printf(format + "%n", values);
    }

    /// A benchmark's body.
    @FunctionalInterface
    public interface Body {
        void run(Console console) throws Exception;
    }

    /// Runs a benchmark; a failure is its message on the second stream and exit status 1. When the JVM is told to end,
    /// the benchmark is interrupted and waited for, so that it stops what it started.
    public static void run(Body body) {
        Console console = system();
        Thread main = Thread.currentThread();
        Thread hook = new Thread(() -> interrupt(main), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean succeeded = false;
        try {
            body.run(console);
            succeeded = true;
        } catch (InterruptedException _) {
            console.progress("interrupted");
        } catch (Exception e) {
            console.progress("%s", Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
        if (removed(hook) && !succeeded) {
            System.exit(1);
        }
    }

    private static void interrupt(Thread main) {
        main.interrupt();
        try {
            main.join(STOPPED_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// False when the JVM is ending already: its hook waits for us, and exiting would wait for the hook.
    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
