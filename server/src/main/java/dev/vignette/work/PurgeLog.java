package dev.vignette.work;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The purges of all servers, in whichever transaction the caller is.
final class PurgeLog {
    private PurgeLog() {}

    /// A purge.
    ///
    /// @param node who did it already
    /// @param request as the text of an [Order]
    record Entry(long seq, String node, String request) {}

    /// Where the log is.
    ///
    /// @param name of the log, by which it is known to be the same
    /// @param seq of the last purge; 0 when there was none
    record Head(String name, long seq) {}

    /// Adds a purge. Who adds one waits for those before it to be committed: who has read one has seen all before it.
    static void add(Handle handle, String node, String request, Instant now) {
        long seq = handle.createQuery("UPDATE purge_head SET seq = seq + 1 WHERE id = 1 RETURNING seq")
                .mapTo(Long.class)
                .one();
        handle.createUpdate("INSERT INTO purge_log (seq, node, request, at) VALUES (?, ?, ?, ?)")
                .bind(0, seq)
                .bind(1, node)
                .bind(2, request)
                .bind(3, now.toEpochMilli())
                .execute();
    }

    /// Gives the log a name, if it has none.
    static int name(Handle handle) {
        return handle.createUpdate("UPDATE purge_head SET name = ? WHERE id = 1 AND name = ''")
                .bind(0, UUID.randomUUID().toString())
                .execute();
    }

    static Head head(Handle handle) {
        return handle.createQuery("SELECT name, seq FROM purge_head WHERE id = 1")
                .map((row, _) -> new Head(row.getString("name"), row.getLong("seq")))
                .one();
    }

    /// The purges after one of them, in their order.
    static List<Entry> after(Handle handle, long seq, int most) {
        return handle.createQuery("SELECT seq, node, request FROM purge_log WHERE seq > ? ORDER BY seq LIMIT ?")
                .bind(0, seq)
                .bind(1, most)
                .map((row, _) -> new Entry(row.getLong("seq"), row.getString("node"), row.getString("request")))
                .list();
    }

    static int removeBefore(Handle handle, Instant before) {
        return handle.createUpdate("DELETE FROM purge_log WHERE at < ?")
                .bind(0, before.toEpochMilli())
                .execute();
    }
}
