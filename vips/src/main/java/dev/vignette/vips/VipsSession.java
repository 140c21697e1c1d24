package dev.vignette.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One conversion: the images made in it live until it is closed, whatever path the work took. It belongs to the thread
/// that opened it; [#cancel] alone may be called from others.
public final class VipsSession implements AutoCloseable {
    /// `VIPS_FORMAT_UCHAR`.
    private static final int FORMAT_BYTE = 0;

    private final Arena arena = Arena.ofConfined();
    private final Object lock = new Object();
    private final List<MemorySegment> handles = new ArrayList<>(); // guarded by lock
    private boolean cancelled; // guarded by lock

    VipsSession() {}

    /// Opens an image file in memory; its header is read, its pixels not yet.
    ///
    /// @param bytes the file; a direct buffer is read in place and must not change while the session is open
    /// @param arguments of the loader, by the names of libvips, as in `shrink` or `n`
    /// @throws VipsException when it is not an image of that format, or is damaged in its header
    public VipsImage load(Loader loader, ByteBuffer bytes, Map<String, String> arguments) {
        MemorySegment data = MemorySegment.ofBuffer(bytes);
        if (!data.isNative()) {
            data = arena.allocateFrom(ValueLayout.JAVA_BYTE, data, ValueLayout.JAVA_BYTE, 0, data.byteSize());
        }
        MemorySegment file = data;
        return call(loader.operation(), operation -> {
            operation.set("buffer", file);
            arguments.forEach(operation::set);
        });
    }

    /// An image from bytes of pixels, one byte a band, rows from the top.
    ///
    /// @param pixels width × height × bands bytes
    /// @param bands 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; taken as sRGB
    public VipsImage ofPixels(byte[] pixels, int width, int height, int bands) {
        if (pixels.length != (long) width * height * bands) {
            throw new IllegalArgumentException("pixels do not fill " + width + " × " + height + " × " + bands);
        }
        try (Arena copying = Arena.ofConfined()) {
            MemorySegment data = copying.allocateFrom(ValueLayout.JAVA_BYTE, pixels);
            MemorySegment image =
                    LibVipsImage.newFromMemoryCopy(data, data.byteSize(), width, height, bands, FORMAT_BYTE);
            String space = bands < 3 ? "b-w" : "srgb";
            return own(requireImage(image)).copy(Map.of("interpretation", space));
        }
    }

    /// Puts images below one another, all as wide as the widest.
    public VipsImage stack(List<VipsImage> images) {
        return call(
                "arrayjoin",
                operation ->
                        operation.set("in", images.toArray(VipsImage[]::new)).set("across", 1));
    }

    /// Calls an operation whose result is `out`.
    VipsImage call(String name, Consumer<Operation> arguments) {
        requireWanted();
        try (Operation operation = new Operation(name)) {
            arguments.accept(operation);
            return own(operation.build().image("out"));
        }
    }

    /// Takes over a reference.
    VipsImage own(MemorySegment handle) {
        synchronized (lock) {
            handles.add(handle);
            if (cancelled) {
                LibVipsImage.setKill(handle, 1);
            }
        }
        return new VipsImage(this, handle);
    }

    /// Has the work end at its next chance, with a [VipsException] on the thread of the session; without effect
    /// once that is closed. libvips looks at the mark of an image before each part of its pixels is computed,
    /// and takes it away when it has seen it or a computation starts: a second call marks again. What a codec
    /// does in one piece, as the encoder of AVIF does, is not interrupted.
    public void cancel() {
        synchronized (lock) {
            cancelled = true;
            for (MemorySegment handle : handles) {
                LibVipsImage.setKill(handle, 1);
            }
        }
    }

    void requireWanted() {
        synchronized (lock) {
            if (cancelled) {
                throw new VipsException("the session was cancelled");
            }
        }
    }

    static MemorySegment requireImage(MemorySegment handle) {
        if (handle.address() == 0) {
            throw new VipsException(Vips.lastError());
        }
        return handle;
    }

    /// Releases every image, the last made first, and then the memory they read from.
    @Override
    public void close() {
        synchronized (lock) {
            for (int i = handles.size() - 1; i >= 0; i--) {
                GLib.unref(handles.get(i));
            }
            handles.clear();
        }
        arena.close();
    }
}
