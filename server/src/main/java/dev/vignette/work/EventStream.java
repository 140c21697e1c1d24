package dev.vignette.work;

import dev.vignette.http.Body;
import dev.vignette.jobs.JobEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The events of a job for one client, as server-sent events: those that there are, then those that come, until the job
/// ends, the client leaves, may no longer see it, its token expires or the server does.
final class EventStream {
    /// Clients come again after so many milliseconds when a stream breaks off.
    private static final byte[] BEGINNING = bytes("retry: 2000\n\n");

    private static final byte[] HEARTBEAT = bytes(":\n\n");

    private final Duration heartbeat;
    private final Instant expiry;
    private final BooleanSupplier permitted;
    private final Clock clock;

    /// @param heartbeat after how long without news a comment is sent
    /// @param expiry when the client's token ends
    /// @param permitted whether the client may still see the job; asked as often as heartbeats are sent
    EventStream(Duration heartbeat, Instant expiry, BooleanSupplier permitted, Clock clock) {
        this.heartbeat = heartbeat;
        this.expiry = expiry;
        this.permitted = permitted;
        this.clock = clock;
    }

    /// @param after the last event that the client knows
    void tell(Feed feed, long after, Body.Listener client) throws InterruptedException {
        client.send(BEGINNING);
        long last = after;
        long asked = System.nanoTime();
        while (!feed.isClosed() && clock.instant().isBefore(expiry)) {
            if (System.nanoTime() - asked >= heartbeat.toNanos()) {
                asked = System.nanoTime();
                if (!permitted.getAsBoolean()) {
                    return;
                }
            }
            List<JobEvent> some = feed.after(last, heartbeat);
            if (some.isEmpty() && feed.isOver()) {
                return;
            }
            if (some.isEmpty()) {
                client.send(HEARTBEAT);
                continue;
            }
            var text = new StringBuilder();
            some.forEach(event -> write(event, text));
            client.send(bytes(text.toString()));
            last = some.getLast().seq();
            if (some.getLast().state().isEnd() && feed.known() <= last) {
                return;
            }
        }
    }

    private static void write(JobEvent event, StringBuilder text) {
        text.append("id: ")
                .append(event.seq())
                .append("\nevent: ")
                .append(event.state())
                .append("\ndata: ")
                .append(JobJson.of(event).encode())
                .append("\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
