package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The facts a figure is worth nothing without.
public final class Machine {
    private Machine() {}

    /// One line: CPU, cores, memory, kernel, Java, and how busy the machine was at the start.
    public static String facts() throws IOException {
        String cpu = valueOf(Path.of("/proc/cpuinfo"), "model name");
        long memory = ProcStat.kibibytes(Files.readString(Path.of("/proc/meminfo")), "MemTotal");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.1f GiB, Linux %s, Java %s; load average %s at the start",
                cpu,
                Runtime.getRuntime().availableProcessors(),
                memory / 1024.0 / 1024.0,
                System.getProperty("os.version"),
                Runtime.version(),
                load);
    }

    private static String valueOf(Path file, String key) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown CPU");
    }
}
