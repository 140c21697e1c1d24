package dev.vignette.database;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second whether another process, such as a command, has changed the file of SQLite; what it was
/// is not told. The connection that writes is asked, which counts what others commit, and not its own.
final class FileWatch implements Others {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Lane writing;
    private final Runnable changed;
    private final Background watching = new Background("database-file", this::watch);

    /// @param changed called when it has, and once at the beginning
    FileWatch(Lane writing, Runnable changed) {
        this.writing = writing;
        this.changed = changed;
    }

    @Override
    public void tell(Handle handle, String text) {
        // They look for themselves.
    }

    @Override
    public void listen() {
        watching.begin();
    }

    private void watch() {
        long seen = -1;
        boolean blind = false;
        while (!watching.isClosed()) {
            try {
                long version = version();
                if (version != seen) {
                    changed.run();
                    seen = version;
                }
                blind = false;
            } catch (RuntimeException e) {
                if (!blind && !watching.isClosed()) {
                    LOG.warn("changes of other processes are not seen", e);
                }
                blind = true;
            }
            Background.pause(PAUSE);
        }
    }

    /// https://sqlite.org/pragma.html#pragma_data_version
    private long version() {
        return writing.run(
                handle -> handle.createQuery("PRAGMA data_version")
                        .mapTo(Long.class)
                        .one(),
                writing.timeout());
    }

    @Override
    public void close() {
        watching.close();
    }
}
