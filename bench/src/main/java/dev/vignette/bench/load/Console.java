package dev.vignette.bench.load;

import java.io.PrintStream;

/// The commands' two streams: the report, and what goes on meanwhile.
record Console(PrintStream report, PrintStream progress) {
    static Console system() {
        return new Console(System.out, System.err);
    }

    void report(String text) {
        report.println(text);
    }

    void progress(String format, Object... values) {
        progress.printf(format + "%n", values);
    }

    /// A benchmark's body.
    @FunctionalInterface
    interface Body {
        void run(Console console) throws Exception;
    }

    /// Runs a benchmark; a failure is its message on the second stream and exit status 1.
    static void run(Body body) {
        Console console = system();
        try {
            body.run(console);
        } catch (Exception e) {
            console.progress("%s", e);
            System.exit(1);
        }
    }
}
