package dev.vignette.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The GLib and GObject functions that libvips is driven with. A `GValue` is 24 bytes: its type and a union of 16.
///
/// The checks of GLib are compiled out of the bundled library, so a wrong type here crashes instead of warning.
final class GLib {
    static final MemoryLayout VALUE = MemoryLayout.structLayout(JAVA_LONG, MemoryLayout.sequenceLayout(2, JAVA_LONG));

    /// `G_TYPE_INT`: fundamental types are numbered from 1 and shifted by 2.
    static final long TYPE_INT = 6 << 2;

    private static final MethodHandle FREE = Linking.function("g_free", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle STRFREEV = Linking.function("g_strfreev", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle SETENV =
            Linking.function("g_setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle REF = Linking.function("g_object_ref", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle UNREF = Linking.function("g_object_unref", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle SET_PROPERTY =
            Linking.function("g_object_set_property", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle GET_PROPERTY =
            Linking.function("g_object_get_property", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle VALUE_INIT =
            Linking.function("g_value_init", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle VALUE_UNSET =
            Linking.function("g_value_unset", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle VALUE_SET_OBJECT =
            Linking.function("g_value_set_object", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    private static final MethodHandle VALUE_SET_BOXED =
            Linking.function("g_value_set_boxed", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    private static final MethodHandle VALUE_GET_OBJECT =
            Linking.function("g_value_get_object", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle VALUE_GET_BOXED =
            Linking.function("g_value_get_boxed", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle VALUE_GET_INT =
            Linking.function("g_value_get_int", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private GLib() {}

    static void free(MemorySegment memory) {
        try {
            FREE.invokeExact(memory);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void strfreev(MemorySegment strings) {
        try {
            STRFREEV.invokeExact(strings);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void setenv(MemorySegment name, MemorySegment value) {
        try {
            int ignored = (int) SETENV.invokeExact(name, value, 1);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment ref(MemorySegment object) {
        try {
            return (MemorySegment) REF.invokeExact(object);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void unref(MemorySegment object) {
        try {
            UNREF.invokeExact(object);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void setProperty(MemorySegment object, MemorySegment name, MemorySegment value) {
        try {
            SET_PROPERTY.invokeExact(object, name, value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void getProperty(MemorySegment object, MemorySegment name, MemorySegment value) {
        try {
            GET_PROPERTY.invokeExact(object, name, value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void valueInit(MemorySegment value, long type) {
        try {
            MemorySegment ignored = (MemorySegment) VALUE_INIT.invokeExact(value, type);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void valueUnset(MemorySegment value) {
        try {
            VALUE_UNSET.invokeExact(value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void valueSetObject(MemorySegment value, MemorySegment object) {
        try {
            VALUE_SET_OBJECT.invokeExact(value, object);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static void valueSetBoxed(MemorySegment value, MemorySegment boxed) {
        try {
            VALUE_SET_BOXED.invokeExact(value, boxed);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment valueObject(MemorySegment value) {
        try {
            return (MemorySegment) VALUE_GET_OBJECT.invokeExact(value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static MemorySegment valueBoxed(MemorySegment value) {
        try {
            return (MemorySegment) VALUE_GET_BOXED.invokeExact(value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }

    static int valueInt(MemorySegment value) {
        try {
            return (int) VALUE_GET_INT.invokeExact(value);
        } catch (Throwable e) {
            throw Linking.unexpected(e);
        }
    }
}
