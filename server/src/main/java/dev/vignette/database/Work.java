package dev.vignette.database;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Statements that belong together. It may run more than once, and on another thread than its caller's: it has
/// no effects outside the database, waits for nothing else, and of scoped values sees `RequestContext` alone.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    /// @param handle of the connection, for the time of this call
    T with(Handle handle);
}
