package dev.vignette.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The libvips functions on images that are called, as [LibVips].
final class LibVipsImage {
    private static final MethodHandle NEW_FROM_MEMORY_COPY = Linking.function(
            "vips_image_new_from_memory_copy",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle COPY_MEMORY =
            Linking.function("vips_image_copy_memory", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle WRITE_TO_MEMORY =
            Linking.function("vips_image_write_to_memory", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle WIDTH =
            Linking.function("vips_image_get_width", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle HEIGHT =
            Linking.function("vips_image_get_height", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle BANDS =
            Linking.function("vips_image_get_bands", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle HAS_ALPHA =
            Linking.function("vips_image_hasalpha", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle INTERPRETATION =
            Linking.function("vips_image_get_interpretation", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle FIELD_TYPE =
            Linking.function("vips_image_get_typeof", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle GET_INT =
            Linking.function("vips_image_get_int", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle SET_INT =
            Linking.function("vips_image_set_int", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle GET_AS_STRING =
            Linking.function("vips_image_get_as_string", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle GET_BLOB = Linking.function(
            "vips_image_get_blob", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle FIELDS =
            Linking.function("vips_image_get_fields", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle X_OFFSET =
            Linking.function("vips_image_get_xoffset", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle Y_OFFSET =
            Linking.function("vips_image_get_yoffset", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle SET_KILL =
            Linking.function("vips_image_set_kill", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    private static final MethodHandle REMOVE =
            Linking.function("vips_image_remove", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private LibVipsImage() {}

    static MemorySegment newFromMemoryCopy(
            MemorySegment data, long size, int width, int height, int bands, int format) {
        try {
            return (MemorySegment) NEW_FROM_MEMORY_COPY.invokeExact(data, size, width, height, bands, format);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment copyMemory(MemorySegment image) {
        try {
            return (MemorySegment) COPY_MEMORY.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment writeToMemory(MemorySegment image, MemorySegment size) {
        try {
            return (MemorySegment) WRITE_TO_MEMORY.invokeExact(image, size);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int width(MemorySegment image) {
        try {
            return (int) WIDTH.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int height(MemorySegment image) {
        try {
            return (int) HEIGHT.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int bands(MemorySegment image) {
        try {
            return (int) BANDS.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int hasAlpha(MemorySegment image) {
        try {
            return (int) HAS_ALPHA.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int interpretation(MemorySegment image) {
        try {
            return (int) INTERPRETATION.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static long fieldType(MemorySegment image, MemorySegment name) {
        try {
            return (long) FIELD_TYPE.invokeExact(image, name);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int getInt(MemorySegment image, MemorySegment name, MemorySegment out) {
        try {
            return (int) GET_INT.invokeExact(image, name, out);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void setInt(MemorySegment image, MemorySegment name, int value) {
        try {
            SET_INT.invokeExact(image, name, value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int getAsString(MemorySegment image, MemorySegment name, MemorySegment out) {
        try {
            return (int) GET_AS_STRING.invokeExact(image, name, out);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int getBlob(MemorySegment image, MemorySegment name, MemorySegment data, MemorySegment size) {
        try {
            return (int) GET_BLOB.invokeExact(image, name, data, size);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment fields(MemorySegment image) {
        try {
            return (MemorySegment) FIELDS.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int xOffset(MemorySegment image) {
        try {
            return (int) X_OFFSET.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int yOffset(MemorySegment image) {
        try {
            return (int) Y_OFFSET.invokeExact(image);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int remove(MemorySegment image, MemorySegment name) {
        try {
            return (int) REMOVE.invokeExact(image, name);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void setKill(MemorySegment image, int killed) {
        try {
            SET_KILL.invokeExact(image, killed);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }
}
