package dev.vignette.vips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One call of a libvips operation: named, given its arguments, built, asked for its results, released.
///
/// Scalars, enums and flags go in as text, which libvips reads by the type that it declares for the argument; so no
/// constant of its headers stands here, and a wrong name or value is an error instead of a crash.
final class Operation implements AutoCloseable {
    private static final long TYPE_IMAGE = LibVips.typeImage();
    private static final long TYPE_BLOB = LibVips.typeBlob();
    private static final long TYPE_ARRAY_IMAGE = LibVips.typeArrayImage();

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment operation;
    private boolean built;

    Operation(String name) {
        operation = LibVips.operationNew(arena.allocateFrom(name));
        if (operation.address() == 0) {
            arena.close();
            throw new VipsException(Vips.lastError());
        }
    }

    Operation set(String argument, String value) {
        if (LibVips.setArgument(operation, arena.allocateFrom(argument), arena.allocateFrom(value)) != 0) {
            throw new VipsException(Vips.lastError());
        }
        return this;
    }

    Operation set(String argument, int value) {
        return set(argument, Integer.toString(value));
    }

    Operation set(String argument, double value) {
        return set(argument, Double.toString(value));
    }

    Operation set(String argument, boolean value) {
        return set(argument, Boolean.toString(value));
    }

    Operation set(String argument, VipsImage image) {
        MemorySegment value = value(TYPE_IMAGE);
        GLib.valueSetObject(value, image.handle());
        return property(argument, value);
    }

    Operation set(String argument, VipsImage[] images) {
        MemorySegment handles = arena.allocate(ValueLayout.ADDRESS, images.length);
        for (int i = 0; i < images.length; i++) {
            handles.setAtIndex(ValueLayout.ADDRESS, i, images[i].handle());
        }
        return boxed(argument, TYPE_ARRAY_IMAGE, LibVips.arrayImageNew(handles, images.length));
    }

    /// Gives it bytes in native memory, which must live until every image made from them is released.
    Operation set(String argument, MemorySegment bytes) {
        return boxed(argument, TYPE_BLOB, LibVips.blobNew(MemorySegment.NULL, bytes, bytes.byteSize()));
    }

    private Operation boxed(String argument, long type, MemorySegment area) {
        MemorySegment value = value(type);
        GLib.valueSetBoxed(value, area);
        LibVips.areaUnref(area);
        return property(argument, value);
    }

    private Operation property(String argument, MemorySegment value) {
        GLib.setProperty(operation, arena.allocateFrom(argument), value);
        GLib.valueUnset(value);
        return this;
    }

    /// Runs it. The operation cache of libvips is passed by.
    Operation build() {
        built = true;
        if (LibVips.objectBuild(operation) != 0) {
            throw new VipsException(Vips.lastError());
        }
        return this;
    }

    /// An image it made, with a reference that is the caller's to release.
    MemorySegment image(String result) {
        MemorySegment value = result(result, TYPE_IMAGE);
        MemorySegment image = GLib.ref(GLib.valueObject(value));
        GLib.valueUnset(value);
        return image;
    }

    byte[] bytes(String result) {
        MemorySegment value = result(result, TYPE_BLOB);
        MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
        MemorySegment data = LibVips.blobGet(GLib.valueBoxed(value), size);
        byte[] bytes = data.reinterpret(size.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
        GLib.valueUnset(value);
        return bytes;
    }

    int number(String result) {
        MemorySegment value = result(result, GLib.TYPE_INT);
        int number = GLib.valueInt(value);
        GLib.valueUnset(value);
        return number;
    }

    private MemorySegment result(String name, long type) {
        MemorySegment value = value(type);
        GLib.getProperty(operation, arena.allocateFrom(name), value);
        return value;
    }

    private MemorySegment value(long type) {
        MemorySegment value = arena.allocate(GLib.VALUE);
        GLib.valueInit(value, type);
        return value;
    }

    /// Releases the operation and, as a failed build may have made some of its results, those too.
    @Override
    public void close() {
        if (built) {
            LibVips.unrefOutputs(operation);
        }
        GLib.unref(operation);
        arena.close();
    }
}
