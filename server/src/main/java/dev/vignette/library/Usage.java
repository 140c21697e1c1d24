package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// How many bytes principals and teams keep, held against their quotas. Equal content that is stored once counts
/// for everybody who keeps it: else who deletes an image would change what others may keep.
///
/// @param principal the most bytes a principal may keep; 0 is no limit
/// @param team the most bytes that may be shared with a team; 0 is no limit
record Usage(long principal, long team) {
    private static final String PRINCIPAL = "principal";
    private static final String TEAM = "team";

    /// Held against the quotas before anything arrives; what is true then need not be true later.
    ///
    /// @throws VignetteException as [#add] does
    void check(Handle handle, String owner, List<String> teams, long bytes) {
        check(PRINCIPAL, owner, kept(handle, PRINCIPAL, owner) + bytes, principal);
        for (String name : teams) {
            check(TEAM, name, kept(handle, TEAM, name) + bytes, team);
        }
    }

    /// How many bytes an image that is added may have.
    long room(Handle handle, String owner, List<String> teams) {
        long room = left(handle, PRINCIPAL, owner, principal);
        for (String name : teams) {
            room = Math.min(room, left(handle, TEAM, name, team));
        }
        return room;
    }

    private static long left(Handle handle, String kind, String name, long quota) {
        return quota > 0 ? Math.max(0, quota - kept(handle, kind, name)) : Long.MAX_VALUE;
    }

    /// Counts an image in, in the transaction that adds it.
    ///
    /// @throws VignetteException `QUOTA_EXCEEDED` when it would be too much
    void add(Handle handle, String owner, List<String> teams, long bytes) {
        add(handle, PRINCIPAL, owner, bytes, principal);
        // Always in the same order, so that two transactions never wait for each other.
        for (String name : teams) {
            add(handle, TEAM, name, bytes, team);
        }
    }

    /// Counts an image out.
    void remove(Handle handle, String owner, List<String> teams, long bytes) {
        change(handle, PRINCIPAL, owner, -bytes, -1);
        for (String name : teams) {
            change(handle, TEAM, name, -bytes, -1);
        }
    }

    /// Counts an image over to another owner and other teams.
    ///
    /// @throws VignetteException `QUOTA_EXCEEDED` when it would be too much for one that is new
    void move(Handle handle, StoredImage before, StoredImage after) {
        long bytes = before.content().bytes();
        if (!before.owner().equals(after.owner())) {
            change(handle, PRINCIPAL, before.owner(), -bytes, -1);
            add(handle, PRINCIPAL, after.owner(), bytes, principal);
        }
        List<String> now = after.details().teams();
        List<String> then = before.details().teams();
        for (String name : then) {
            if (!now.contains(name)) {
                change(handle, TEAM, name, -bytes, -1);
            }
        }
        for (String name : now) {
            if (!then.contains(name)) {
                add(handle, TEAM, name, bytes, team);
            }
        }
    }

    private static void add(Handle handle, String kind, String name, long bytes, long quota) {
        check(kind, name, change(handle, kind, name, bytes, 1), quota);
    }

    private static void check(String kind, String name, long total, long quota) {
        if (quota > 0 && total > quota) {
            throw new VignetteException(
                    ErrorCode.QUOTA_EXCEEDED,
                    "The " + kind + ' ' + name + " would keep " + total + " bytes, the quota is " + quota);
        }
    }

    private static long kept(Handle handle, String kind, String name) {
        return handle.createQuery("SELECT bytes FROM usage_total WHERE kind = ? AND name = ?")
                .bind(0, kind)
                .bind(1, name)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// @return the bytes there are now
    private static long change(Handle handle, String kind, String name, long bytes, int images) {
        return handle.createQuery("""
                        INSERT INTO usage_total (kind, name, bytes, images) VALUES (?, ?, ?, ?)
                        ON CONFLICT (kind, name) DO UPDATE SET
                            bytes = usage_total.bytes + excluded.bytes,
                            images = usage_total.images + excluded.images
                        RETURNING bytes""")
                .bind(0, kind)
                .bind(1, name)
                .bind(2, bytes)
                .bind(3, images)
                .mapTo(Long.class)
                .one();
    }
}
