package dev.vignette.vips;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Turns exported C functions into method handles. The library has been loaded by `System.load` before any class that
/// holds such handles is initialised, which is what lets them be `static final`.
final class Linking {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.loaderLookup();

    private Linking() {}

    /// @throws VipsException when the library does not export it, as one that is too old does
    static MethodHandle function(String name, FunctionDescriptor type) {
        var symbol = LIBRARY.find(name)
                .orElseThrow(() -> new VipsException("this libvips lacks the function " + name + ": it is too old"));
        return LINKER.downcallHandle(symbol, type);
    }

    /// A downcall throws nothing of its own; what comes out of one is an error of the JVM or of this module.
    static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }
}
