package dev.vignette;

import dev.vignette.library.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;

/// A progress bar on standard error, and what went wrong in lines.
final class TaskProgress implements Progress, AutoCloseable {
    private final PrintWriter errors;

    /// It does not ask the terminal for its size, which would load a native library.
    private final ProgressBar bar;

    TaskProgress(String name, PrintWriter errors) {
        this.errors = errors;
        this.bar = ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(0)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, 80))
                .build();
    }

    @Override
    public void expect(long steps) {
        bar.maxHint(steps);
    }

    @Override
    public void step() {
        bar.step();
    }

    @Override
    public void trouble(String what, String why) {
        errors.println(what + ": " + why);
    }

    @Override
    public void close() {
        bar.close();
    }
}
