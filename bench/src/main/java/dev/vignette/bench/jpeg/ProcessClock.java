package dev.vignette.bench.jpeg;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// CPU time of the process with all its threads, since libvips has some of its own. The JVM's bean counts in hundredths
/// of a second.
@SuppressWarnings("restricted")
final class ProcessClock {
    /// `CLOCK_PROCESS_CPUTIME_ID` of Linux.
    private static final int PROCESS = 2;

    private static final StructLayout TIME = MemoryLayout.structLayout(
            ValueLayout.JAVA_LONG.withName("seconds"), ValueLayout.JAVA_LONG.withName("nanos"));

    private static final MethodHandle GET_TIME = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private ProcessClock() {}

    static double millis() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(TIME);
            if ((int) GET_TIME.invokeExact(PROCESS, time) != 0) {
                throw new IllegalStateException("the system does not tell the CPU time of the process");
            }
            return time.get(ValueLayout.JAVA_LONG, 0) * 1e3 + time.get(ValueLayout.JAVA_LONG, Long.BYTES) / 1e6;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
