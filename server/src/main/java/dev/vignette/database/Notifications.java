package dev.vignette.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What other processes tell by PostgreSQL's `NOTIFY`, heard on a connection of its own, which is made anew when
/// it breaks. What is told meanwhile is not heard, so the listener is told that it may have missed something.
final class Notifications implements Others {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final String CHANNEL = "vignette";
    private static final Duration LISTENING = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PostgresServer server;
    private final Consumer<String> heard;
    private final Runnable missed;
    private final Background listening = new Background("notifications", this::hearOn);

    Notifications(PostgresServer server, Consumer<String> heard, Runnable missed) {
        this.server = server;
        this.heard = heard;
        this.missed = missed;
    }

    @Override
    public void tell(Handle handle, String text) {
        handle.createQuery("SELECT pg_notify(:channel, :text)")
                .bind("channel", CHANNEL)
                .bind("text", text)
                .mapTo(String.class)
                .list();
    }

    @Override
    public void listen() {
        listening.begin();
    }

    private void hearOn() {
        boolean deaf = false;
        while (!listening.isClosed()) {
            try (Connection connection = server.forNotifications().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                missed.run();
                deaf = false;
                while (!listening.isClosed()) {
                    hear(connection.unwrap(PGConnection.class));
                    statement.execute("SELECT 1"); // fails when the server is gone without a word
                }
            } catch (SQLException | RuntimeException e) {
                if (!listening.isClosed()) {
                    if (!deaf) {
                        LOG.warn("changes of other processes are not heard of", e);
                    }
                    deaf = true;
                    missed.run();
                    Background.pause(PAUSE);
                }
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        PGNotification @Nullable [] notifications = connection.getNotifications((int) LISTENING.toMillis());
        if (notifications != null) {
            for (PGNotification notification : notifications) {
                heard.accept(notification.getParameter());
            }
        }
    }

    /// The interrupt closes the connection that the thread reads from.
    @Override
    public void close() {
        listening.close();
    }
}
