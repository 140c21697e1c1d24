package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// CPU time and resident memory of processes, from Linux' `/proc`.
final class ProcStat {
    /// The kernel's USER_HZ, 100 on every Linux of today: one tick is 10 ms.
    private static final long TICK_MILLIS = 10;

    // Fields of /proc/<pid>/stat after the command, whose own name may hold spaces and parentheses.
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    // Columns of /proc/stat; those after STEAL are counted within the others.
    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int STEAL = 8;

    private ProcStat() {}

    /// User and system time of a whole process tree. Children that ended and were waited for are in their parent's
    /// share, so that nothing is lost or counted twice.
    static Duration cpu(ProcessHandle root) throws IOException {
        long ticks = 0;
        for (ProcessHandle process : tree(root)) {
            ticks += ticks(read(process, "stat"));
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    /// What all CPUs together have worked since boot, idle time and waiting for disks left out.
    static Duration machine() throws IOException {
        return Duration.ofMillis(busyTicks(Files.readString(Path.of("/proc/stat"))) * TICK_MILLIS);
    }

    /// Busy ticks of all CPUs, from the text of `/proc/stat`.
    static long busyTicks(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
        long ticks = 0;
        for (int field = 1; field <= STEAL; field++) {
            if (field != IDLE && field != IOWAIT) {
                ticks += Long.parseLong(fields[field]);
            }
        }
        return ticks;
    }

    /// Resident memory of a process tree now, in KiB.
    static long resident(ProcessHandle root) throws IOException {
        return sum(root, "VmRSS");
    }

    /// The most a process tree has had resident, in KiB; for more than one process, the sum of each one's most.
    static long peakResident(ProcessHandle root) throws IOException {
        return sum(root, "VmHWM");
    }

    /// The command lines of a process tree, arguments parted by spaces.
    static String commandLines(ProcessHandle root) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (ProcessHandle process : tree(root)) {
            lines.append(read(process, "cmdline").replace('\0', ' ')).append('\n');
        }
        return lines.toString();
    }

    /// Ticks of one line of `/proc/<pid>/stat`; 0 for the empty text of a process that is gone.
    static long ticks(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[UTIME])
                + Long.parseLong(fields[STIME])
                + Long.parseLong(fields[CUTIME])
                + Long.parseLong(fields[CSTIME]);
    }

    /// The value of one line of `/proc/<pid>/status`, in KiB; 0 where it is absent.
    static long kibibytes(String status, String key) {
        Matcher line = Pattern.compile("^" + key + ":\\s*(\\d+) kB$", Pattern.MULTILINE)
                .matcher(status);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private static long sum(ProcessHandle root, String key) throws IOException {
        long total = 0;
        for (ProcessHandle process : tree(root)) {
            total += kibibytes(read(process, "status"), key);
        }
        return total;
    }

    private static Iterable<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static String read(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (NoSuchFileException _) {
            return ""; // it ended since the tree was listed
        }
    }
}
