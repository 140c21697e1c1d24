package dev.vignette.database;

import org.jdbi.v3.core.Handle;

/// The other processes that use the database: how they are told of changes, and heard of.
interface Others extends AutoCloseable {
    /// Tells them when the transaction is committed.
    void tell(Handle handle, String text);

    /// Begins to listen, unless it has begun.
    void listen();

    @Override
    void close();
}
