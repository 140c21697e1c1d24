package dev.vignette.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The memory of this process that is in RAM: the heap, native memory, code, threads.
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIBI = 1024;

    private ResidentMemory() {}

    /// In bytes; not a number where the system does not tell it as Linux does.
    static double bytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIBI)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
