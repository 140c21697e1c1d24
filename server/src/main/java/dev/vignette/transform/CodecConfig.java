package dev.vignette.transform;

import com.sun.management.OperatingSystemMXBean;
import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// The gate before the codec threads, and how many of these there are.
public record CodecConfig(
        @Setting(
                key = "vignette.codec.min-workers",
                defaultValue = "0",
                doc = "Threads that decode and encode and stay when idle; 0 is one for each core.",
                min = 0,
                max = 1024)
        int minWorkers,

        @Setting(
                key = "vignette.codec.max-workers",
                defaultValue = "0",
                doc = "The most threads that decode and encode; 0 is four for each core.",
                min = 0,
                max = 1024)
        int maxWorkers,

        @Setting(
                key = "vignette.codec.queue",
                defaultValue = "1024",
                doc = "Requests that may wait for a codec thread; more are answered 429.",
                min = 1,
                max = 1_000_000)
        int queue,

        @Setting(
                key = "vignette.codec.order",
                defaultValue = "cost",
                doc = "Who of those that wait is first: the cheap (and everybody in time), or who came first.")
        QueueOrder order,

        @Setting(
                key = "vignette.codec.memory",
                defaultValue = "0",
                doc = "Memory for conversions under way, by their estimates."
                        + " 0 is a quarter of the machine's or container's, from 128 MiB to 1 GiB.",
                min = 0)
        ByteSize memory,

        @Setting(
                key = "vignette.codec.oversized",
                defaultValue = "refuse",
                doc = "What becomes of a conversion that would take more than all of that: it is answered 413,"
                        + " or it runs when no other does.")
        Oversized oversized,

        @Setting(
                key = "vignette.codec.max-time",
                defaultValue = "20s",
                doc = "The most time of one processor that a conversion may take, by its estimate;"
                        + " what would take more is answered 413.",
                min = 100,
                max = 3_600_000)
        Duration maxTime,

        @Setting(
                key = "vignette.codec.stuck-after",
                defaultValue = "60s",
                doc = "The time without progress after which the server is no longer ready.",
                min = 100,
                max = 3_600_000)
        Duration stuckAfter) {
    private static final int MOST_A_CORE = 4;
    private static final long LEAST_BUDGET = 128L << 20;
    private static final long MOST_BUDGET = 1L << 30;

    /// @throws ConfigException when the most threads are fewer than the least
    public CodecConfig {
        if (maxWorkers > 0 && maxWorkers < minWorkers) {
            throw new ConfigException(
                    Settings.environmentName("vignette.codec.max-workers"),
                    "'" + maxWorkers + "' is fewer than the " + minWorkers + " that stay");
        }
    }

    /// The threads that stay, with 0 resolved to the cores of this machine or container.
    int least() {
        if (minWorkers > 0) {
            return minWorkers;
        }
        return maxWorkers > 0 ? Math.min(maxWorkers, cores()) : cores();
    }

    /// The most threads there may be.
    int most() {
        return Math.max(least(), maxWorkers > 0 ? maxWorkers : MOST_A_CORE * cores());
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Bytes that conversions under way may take, by their estimates.
    long budget() {
        return memory.bytes() > 0 ? memory.bytes() : share(system().getTotalMemorySize());
    }

    /// What one conversion may cost.
    Allowance allowance() {
        return switch (oversized) {
            case REFUSE -> new Allowance(budget(), maxTime);
            case ALONE -> new Allowance(Long.MAX_VALUE, maxTime);
        };
    }

    /// @param total what the machine or the control group (of either version) has
    static long share(long total) {
        return Math.clamp(total / 4, LEAST_BUDGET, MOST_BUDGET);
    }

    /// The share of the processor that was in use since this was asked last; negative when it is not known.
    static double processorLoad() {
        return system().getCpuLoad();
    }

    private static OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }
}
