package dev.vignette.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The libvips functions that are called, but for those on images: one method each and nothing else. Strings are
/// NUL-terminated UTF-8; `int` results of 0 are success unless they are a number asked for.
final class LibVips {
    private static final MethodHandle INIT = Linking.function("vips_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle VERSION =
            Linking.function("vips_version", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle CONCURRENCY_SET =
            Linking.function("vips_concurrency_set", FunctionDescriptor.ofVoid(JAVA_INT));
    private static final MethodHandle CACHE_SET_MAX =
            Linking.function("vips_cache_set_max", FunctionDescriptor.ofVoid(JAVA_INT));
    private static final MethodHandle BLOCK_SET =
            Linking.function("vips_operation_block_set", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    private static final MethodHandle BLOCK_UNTRUSTED_SET =
            Linking.function("vips_block_untrusted_set", FunctionDescriptor.ofVoid(JAVA_INT));
    private static final MethodHandle THREAD_SHUTDOWN =
            Linking.function("vips_thread_shutdown", FunctionDescriptor.ofVoid());
    private static final MethodHandle TRACKED_MEMORY =
            Linking.function("vips_tracked_get_mem", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle TRACKED_ALLOCATIONS =
            Linking.function("vips_tracked_get_allocs", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle OBJECT_MAP =
            Linking.function("vips_object_map", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ERROR_BUFFER_COPY =
            Linking.function("vips_error_buffer_copy", FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle OPERATION_NEW =
            Linking.function("vips_operation_new", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle OBJECT_BUILD =
            Linking.function("vips_object_build", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle UNREF_OUTPUTS =
            Linking.function("vips_object_unref_outputs", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle SET_ARGUMENT = Linking.function(
            "vips_object_set_argument_from_string", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle BLOB_NEW =
            Linking.function("vips_blob_new", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle BLOB_GET =
            Linking.function("vips_blob_get", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle AREA_UNREF =
            Linking.function("vips_area_unref", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle ARRAY_IMAGE_NEW =
            Linking.function("vips_array_image_new", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle TYPE_INTERPRETATION =
            Linking.function("vips_interpretation_get_type", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle ENUM_NICK =
            Linking.function("vips_enum_nick", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle TYPE_IMAGE =
            Linking.function("vips_image_get_type", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle TYPE_BLOB =
            Linking.function("vips_blob_get_type", FunctionDescriptor.of(JAVA_LONG));
    private static final MethodHandle TYPE_ARRAY_IMAGE =
            Linking.function("vips_array_image_get_type", FunctionDescriptor.of(JAVA_LONG));

    private LibVips() {}

    static int init(MemorySegment name) {
        try {
            return (int) INIT.invokeExact(name);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int version(int part) {
        try {
            return (int) VERSION.invokeExact(part);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void concurrencySet(int threads) {
        try {
            CONCURRENCY_SET.invokeExact(threads);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void cacheSetMax(int operations) {
        try {
            CACHE_SET_MAX.invokeExact(operations);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void blockSet(MemorySegment type, int blocked) {
        try {
            BLOCK_SET.invokeExact(type, blocked);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void blockUntrustedSet(int blocked) {
        try {
            BLOCK_UNTRUSTED_SET.invokeExact(blocked);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void threadShutdown() {
        try {
            THREAD_SHUTDOWN.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static long trackedMemory() {
        try {
            return (long) TRACKED_MEMORY.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int trackedAllocations() {
        try {
            return (int) TRACKED_ALLOCATIONS.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment objectMap(MemorySegment visitor, MemorySegment a, MemorySegment b) {
        try {
            return (MemorySegment) OBJECT_MAP.invokeExact(visitor, a, b);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment errorBufferCopy() {
        try {
            return (MemorySegment) ERROR_BUFFER_COPY.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment operationNew(MemorySegment name) {
        try {
            return (MemorySegment) OPERATION_NEW.invokeExact(name);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int objectBuild(MemorySegment object) {
        try {
            return (int) OBJECT_BUILD.invokeExact(object);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void unrefOutputs(MemorySegment object) {
        try {
            UNREF_OUTPUTS.invokeExact(object);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int setArgument(MemorySegment object, MemorySegment name, MemorySegment value) {
        try {
            return (int) SET_ARGUMENT.invokeExact(object, name, value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment blobNew(MemorySegment free, MemorySegment data, long size) {
        try {
            return (MemorySegment) BLOB_NEW.invokeExact(free, data, size);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment blobGet(MemorySegment blob, MemorySegment size) {
        try {
            return (MemorySegment) BLOB_GET.invokeExact(blob, size);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void areaUnref(MemorySegment area) {
        try {
            AREA_UNREF.invokeExact(area);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment arrayImageNew(MemorySegment images, int count) {
        try {
            return (MemorySegment) ARRAY_IMAGE_NEW.invokeExact(images, count);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static long typeInterpretation() {
        try {
            return (long) TYPE_INTERPRETATION.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment enumNick(long type, int value) {
        try {
            return (MemorySegment) ENUM_NICK.invokeExact(type, value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static long typeImage() {
        try {
            return (long) TYPE_IMAGE.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static long typeBlob() {
        try {
            return (long) TYPE_BLOB.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static long typeArrayImage() {
        try {
            return (long) TYPE_ARRAY_IMAGE.invokeExact();
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }
}
