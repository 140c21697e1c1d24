package dev.vignette.database;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// News of what was committed, for all processes that share the database. This process hears of its own changes
/// before [Database#write] returns; the others, by PostgreSQL's `NOTIFY`, as soon as the network lets them.
public final class Changes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final String self = UUID.randomUUID().toString();
    private final Map<String, List<ChangeListener>> listeners = new ConcurrentHashMap<>();
    private final Optional<Notifications> others;

    private Changes(Optional<PostgresServer> shared) {
        this.others = shared.map(server -> new Notifications(server, this::heard, this::missed));
    }

    /// Of a database that no other process uses.
    static Changes within() {
        return new Changes(Optional.empty());
    }

    /// Of a database that other processes may use.
    static Changes among(PostgresServer server) {
        return new Changes(Optional.of(server));
    }

    /// Tells of a change when its transaction is committed, and not when it is undone.
    ///
    /// @param handle of the transaction
    /// @param channel what kind of change, without a space
    /// @param payload what has changed, in at most 7,800 bytes
    public void publish(Handle handle, String channel, String payload) {
        if (others.isPresent()) {
            Notifications.send(handle, self + " " + channel + " " + payload);
        }
        var _ = handle.afterCommit(() -> tell(channel, listener -> listener.changed(payload)));
    }

    /// From when this returns on, what is committed here is told; and what others commit, from the next call of
    /// [ChangeListener#missed] on.
    public void subscribe(String channel, ChangeListener listener) {
        listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(listener);
        others.ifPresent(Notifications::start);
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
        others.ifPresent(Notifications::close);
    }
}
