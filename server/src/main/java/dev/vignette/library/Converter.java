package dev.vignette.library;

import dev.vignette.options.Options;
import dev.vignette.source.Keeper;

/// Makes the file that is kept in place of another.
@FunctionalInterface
interface Converter {
    /// Blocking.
    ///
    /// @param file within the limits
    byte[] convert(Keeper.Kept file, Options options);
}
