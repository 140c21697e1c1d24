package dev.vignette.jpeg;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of TurboJPEG (`turbojpeg.h` of libjpeg-turbo 2.1) that are called, one method each. An `int`
/// result of 0 is success.
final class TurboLibrary {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup("libturbojpeg.so.0", Arena.global());

    private static final MethodHandle INIT = function("tjInitDecompress", FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle DESTROY = function("tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle ERROR_TEXT = function("tjGetErrorStr2", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle ERROR_CODE = function("tjGetErrorCode", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle HEADER = function(
            "tjDecompressHeader3",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle TO_PLANES = function(
            "tjDecompressToYUVPlanes",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

    private TurboLibrary() {}

    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), type);
    }

    /// A downcall throws nothing of its own; what comes out of one is an error of the JVM.
    private static RuntimeException unexpected(Throwable thrown) {
        return new IllegalStateException(thrown);
    }

    /// A new decoder, which is of one thread at a time.
    static MemorySegment init() {
        try {
            return (MemorySegment) INIT.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void destroy(MemorySegment decoder) {
        try {
            int ignored = (int) DESTROY.invokeExact(decoder);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// What the decoder's last call that failed said.
    static String errorText(MemorySegment decoder) {
        try {
            MemorySegment text = (MemorySegment) ERROR_TEXT.invokeExact(decoder);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// 0 when the last call that failed had only met damage, and there is a picture; 1 when there is none.
    static int errorCode(MemorySegment decoder) {
        try {
            return (int) ERROR_CODE.invokeExact(decoder);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Reads the header of `file` into four integers: width, height, sampling (`TJSAMP`), colours (`TJCS`).
    static int header(MemorySegment decoder, MemorySegment file, MemorySegment into) {
        try {
            return (int) HEADER.invokeExact(
                    decoder,
                    file,
                    file.byteSize(),
                    into.asSlice(0, 4),
                    into.asSlice(4, 4),
                    into.asSlice(8, 4),
                    into.asSlice(12, 4));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Decodes `file` into planes.
    ///
    /// @param planes one pointer a component
    /// @param width the scaled width, which with the height chooses the scale
    /// @param strides one `int` a component
    static int toPlanes(
            MemorySegment decoder,
            MemorySegment file,
            MemorySegment planes,
            int width,
            MemorySegment strides,
            int height,
            int flags) {
        try {
            return (int) TO_PLANES.invokeExact(decoder, file, file.byteSize(), planes, width, strides, height, flags);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
