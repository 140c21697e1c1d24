package dev.vignette.database;

import dev.vignette.Waiting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class NotificationsTest {
    @Test
    void hear_listenerFails_hearsOn() {
        var server = PostgresServer.connect(
                TestDatabases.config(PostgresProcess.shared().freshDatabase()));
        var jdbi = Jdbi.create(server.forNotifications());
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var notifications = new Notifications(
                server,
                text -> {
                    heard.add(text);
                    throw new IllegalStateException("on purpose");
                },
                () -> {})) {
            notifications.listen();

            for (String text : List.of("one", "two")) {
                Waiting.until(() -> {
                    jdbi.useHandle(handle -> notifications.tell(handle, text));
                    return heard.contains(text);
                });
            }
        }
    }
}
