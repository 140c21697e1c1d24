package dev.vignette.auth;

import dev.vignette.telemetry.RequestContext;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who did what: rows of a table that the database refuses to change, written by the transaction that does what they
/// tell of, and a line of the log for each when that is committed.
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("vignette.audit");

    private final Clock clock;

    Audit(Clock clock) {
        this.clock = clock;
    }

    /// One thing that was done.
    ///
    /// @param request the id of the request, empty for a command
    /// @param action as in `image.delete`
    /// @param resource what it was done to, as in `/images/…`
    /// @param detail what more there is to know, as a JSON object
    public record Entry(
            long id, Instant at, String request, Actor actor, String action, String resource, String detail) {
        /// As one line of JSON.
        public String json() {
            return new JsonObject()
                    .put("time", at.toString())
                    .put("requestId", request)
                    .put("actorKind", actor.kind().text())
                    .put("actor", actor.name())
                    .put("token", actor.token())
                    .put("action", action)
                    .put("resource", resource)
                    .put("detail", new JsonObject(detail))
                    .encode();
        }
    }

    /// Records what the transaction does.
    ///
    /// @param handle within a transaction
    /// @param detail of texts, numbers, truths and lists of them
    public void record(Handle handle, Actor actor, String action, String resource, Map<String, ?> detail) {
        String request =
                RequestContext.CURRENT.isBound() ? RequestContext.current().id() : "";
        var entry = new Entry(
                0, clock.instant(), request, actor, action, resource, new JsonObject(Map.copyOf(detail)).encode());
        handle.createUpdate("INSERT INTO audit_log (at, request, actor_kind, actor, token, action, resource, detail)"
                        + " VALUES (:at, :request, :kind, :actor, :token, :action, :resource, :detail)")
                .bind("at", entry.at().toEpochMilli())
                .bind("request", request)
                .bind("kind", actor.kind().text())
                .bind("actor", actor.name())
                .bind("token", actor.token())
                .bind("action", action)
                .bind("resource", resource)
                .bind("detail", entry.detail())
                .execute();
        handle.afterCommit(() -> log(entry));
    }

    private static void log(Entry entry) {
        LOG.atInfo()
                .addKeyValue("actorKind", entry.actor().kind().text())
                .addKeyValue("actor", entry.actor().name())
                .addKeyValue("token", entry.actor().token())
                .addKeyValue("action", entry.action())
                .addKeyValue("resource", entry.resource())
                .addKeyValue("detail", entry.detail())
                .log("done");
    }

    /// The entries after one of them, oldest first.
    ///
    /// @param id 0 to begin with the first
    public static List<Entry> after(Handle handle, long id, Instant since, int limit) {
        return handle.createQuery("SELECT id, at, request, actor_kind, actor, token, action, resource, detail"
                        + " FROM audit_log WHERE id > :id AND at >= :since ORDER BY id LIMIT :limit")
                .bind("id", id)
                .bind("since", since.toEpochMilli())
                .bind("limit", limit)
                .map((row, _) -> new Entry(
                        row.getLong("id"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("request"),
                        new Actor(
                                Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
                                row.getString("actor"),
                                row.getString("token")),
                        row.getString("action"),
                        row.getString("resource"),
                        row.getString("detail")))
                .list();
    }
}
