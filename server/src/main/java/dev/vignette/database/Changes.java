package dev.vignette.database;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// News of what was committed, for all processes that share the database. This process hears of its own changes
/// before [Database#write] returns; others that share PostgreSQL hear of them by its `NOTIFY`, as soon as the
/// network lets them; others that open the same file of SQLite learn within a second that something has changed,
/// but not what.
public final class Changes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final String self = UUID.randomUUID().toString();
    private final Map<String, List<ChangeListener>> listeners = new ConcurrentHashMap<>();
    private final Others others;

    private Changes(Function<Changes, Others> others) {
        this.others = others.apply(this);
    }

    /// @param writing the connection that writes to the file of SQLite
    static Changes of(Lane writing) {
        return new Changes(self -> new FileWatch(writing, self::missed));
    }

    static Changes of(PostgresServer server) {
        return new Changes(self -> new Notifications(server, self::heard, self::missed));
    }

    /// Tells of a change when its transaction is committed, and not when it is undone.
    ///
    /// @param handle of the transaction
    /// @param channel what kind of change, without a space
    /// @param payload what has changed, in at most 7,800 bytes
    public void publish(Handle handle, String channel, String payload) {
        others.tell(handle, self + " " + channel + " " + payload);
        var _ = handle.afterCommit(() -> tell(channel, listener -> listener.changed(payload)));
    }

    /// From when this returns on, what is committed here is told; and what others commit, from the next call of
    /// [ChangeListener#missed] on.
    public void subscribe(String channel, ChangeListener listener) {
        listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(listener);
        others.listen();
    }

    private void heard(String notification) {
        String[] words = notification.split(" ", 3);
        if (words.length == 3 && !words[0].equals(self)) {
            tell(words[1], listener -> listener.changed(words[2]));
        }
    }

    private void missed() {
        listeners.keySet().forEach(channel -> tell(channel, ChangeListener::missed));
    }

    private void tell(String channel, Consumer<ChangeListener> news) {
        for (ChangeListener listener : listeners.getOrDefault(channel, List.of())) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                // The change is committed, whatever becomes of the news.
                LOG.error("a listener of {} failed", channel, e);
            }
        }
    }

    @Override
    public void close() {
        others.close();
    }
}
