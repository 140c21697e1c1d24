package dev.vignette.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// libvips, loaded once into this process. All work happens in sessions, which may run side by side, each on one
/// thread; libvips is told to use one thread a session, so that the caller alone decides how many cores are busy.
public final class Vips {
    /// The oldest libvips that has what is asked of it here.
    private static final int OLDEST_MAJOR = 8;

    private static final int OLDEST_MINOR = 17;

    private final String version;

    private Vips(String version) {
        this.version = version;
    }

    /// Loads libvips and switches off all that a server does not want: its operation cache, its own thread pool, its
    /// warnings on standard error, and every loader but those named.
    ///
    /// @param location the library file, or the folder with the packages of each platform
    /// @param loaders which formats may be read
    /// @throws VipsException when there is no library, or one that is too old
    public static Vips load(Path location, Set<Loader> loaders) {
        Path library = NativeLibrary.find(location);
        try {
            System.load(library.toString());
        } catch (UnsatisfiedLinkError e) {
            throw new VipsException("libvips cannot be loaded: " + e.getMessage(), e);
        }
        try (Arena arena = Arena.ofConfined()) {
            GLib.setenv(arena.allocateFrom("VIPS_WARNING"), arena.allocateFrom("1"));
            if (LibVips.init(arena.allocateFrom("vignette")) != 0) {
                throw new VipsException("libvips cannot start: " + lastError());
            }
            String version = requireVersion();
            LibVips.cacheSetMax(0);
            LibVips.concurrencySet(1);
            LibVips.blockUntrustedSet(1);
            LibVips.blockSet(arena.allocateFrom("VipsForeignLoad"), 1);
            for (Loader loader : loaders) {
                LibVips.blockSet(arena.allocateFrom(loader.className()), 0);
            }
            return new Vips(version);
        }
    }

    private static String requireVersion() {
        int major = LibVips.version(0);
        int minor = LibVips.version(1);
        String version = major + "." + minor + "." + LibVips.version(2);
        if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
            throw new VipsException(
                    "libvips " + version + " is too old; at least " + OLDEST_MAJOR + "." + OLDEST_MINOR + " is needed");
        }
        return version;
    }

    /// As in `8.18.7`.
    public String version() {
        return version;
    }

    /// A new session for the calling thread.
    public VipsSession open() {
        return new VipsSession();
    }

    /// Gives back what libvips keeps for the calling thread. A thread that has held sessions calls it before it ends.
    public void endThread() {
        LibVips.threadShutdown();
    }

    /// Bytes of pixel memory that libvips holds now, over all sessions.
    public long memory() {
        return LibVips.trackedMemory();
    }

    /// Blocks of pixel memory that libvips holds now.
    public int allocations() {
        return LibVips.trackedAllocations();
    }

    /// The number of libvips objects that exist in the process; 0 when no session is open, unless one has leaked.
    public int liveObjects() {
        var counter = new AtomicInteger();
        try (Arena arena = Arena.ofConfined()) {
            var visit = MethodHandles.lookup()
                    .findStatic(
                            Vips.class,
                            "count",
                            MethodType.methodType(
                                    MemorySegment.class,
                                    AtomicInteger.class,
                                    MemorySegment.class,
                                    MemorySegment.class,
                                    MemorySegment.class))
                    .bindTo(counter);
            var type = FunctionDescriptor.of(
                    ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
            MemorySegment visitor = Linker.nativeLinker().upcallStub(visit, type, arena);
            LibVips.objectMap(visitor, MemorySegment.NULL, MemorySegment.NULL);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return counter.get();
    }

    /// The visitor of `vips_object_map`; a result of NULL goes on. It cannot throw, as that would end the JVM.
    @SuppressWarnings({"unused", "UnusedVariable"}) // called from libvips
    private static MemorySegment count(AtomicInteger counter, MemorySegment object, MemorySegment a, MemorySegment b) {
        counter.incrementAndGet();
        return MemorySegment.NULL;
    }

    /// The last line of what failed, and the buffer is cleared: lines above it may be from something that worked in
    /// the end. libvips has one error buffer a process, so that when two sessions fail at once the text of one may
    /// stand in the other's exception; nothing is decided by it.
    static String lastError() {
        MemorySegment text = LibVips.errorBufferCopy();
        try {
            String lines = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
            return lines.substring(lines.lastIndexOf('\n') + 1);
        } finally {
            GLib.free(text);
        }
    }
}
