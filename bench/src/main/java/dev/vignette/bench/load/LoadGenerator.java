package dev.vignette.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Thousands of clients on one thread.
///
/// A latency counts from the moment the client meant to ask, whenever the request could be sent, so that a server that
/// stalls is charged for all who would have asked meanwhile. Every answer is checked; what is neither the thumbnail
/// asked for nor a refusal (429, 503) is a problem. After the time is up nobody asks anew, and those who have asked are
/// waited for.
final class LoadGenerator implements AutoCloseable {
    /// Longer than the server's own deadline for a request: whoever is not answered by then, is not answered.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// Refused clients come back spread over as much time, as those of a good library do.
    private static final double JITTER_SECONDS = 1;

    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([^\"]*)\"");

    private final Arm arm;
    private final EventLoop loop = new EventLoop();
    private final Connections connections;
    private final RandomGenerator random = new Random(1);
    private final long start = System.nanoTime();
    private final long end;
    private final Samples samples = new Samples();
    private int underWay;

    /// @param most connections at a time
    private LoadGenerator(Arm arm, int most, Duration window) throws IOException {
        this.arm = arm;
        this.connections = new Connections(loop, arm.port(), most);
        this.end = start + window.toNanos();
    }

    /// A fixed number of clients, each with a connection: it thinks, asks until it has its thumbnail, thinks again. A
    /// refused one comes back after the time it was told and up to a second more.
    ///
    /// @param think the mean of the pause before each wish, distributed exponentially
    static Samples closed(Arm arm, int clients, Duration think, Duration window, Supplier<Ask> asks)
            throws IOException, InterruptedException {
        try (LoadGenerator generator = new LoadGenerator(arm, clients, window)) {
            generator.connections.open(clients);
            for (int client = 0; client < clients; client++) {
                generator.think(generator.start, think, asks);
            }
            return generator.run();
        }
    }

    /// Clients that arrive independently of each other and of the answers (Poisson); a refused one does not come back.
    ///
    /// @param most connections at a time; an arrival that finds none is a problem
    static Samples open(Arm arm, int most, double arrivalsPerSecond, Duration window, Supplier<Ask> asks)
            throws IOException, InterruptedException {
        try (LoadGenerator generator = new LoadGenerator(arm, most, window)) {
            generator.arrive(generator.start, 1 / arrivalsPerSecond, asks);
            return generator.run();
        }
    }

    @Override
    public void close() throws IOException {
        connections.close();
        loop.close();
    }

    private Samples run() throws IOException, InterruptedException {
        long givenUp = end + PATIENCE.toNanos();
        loop.run(() -> {
            long now = System.nanoTime();
            return (now >= end && underWay == 0) || now >= givenUp;
        });
        for (int n = 0; n < underWay; n++) {
            samples.problem("no answer within " + PATIENCE.toSeconds() + " s after the end");
        }
        return samples;
    }

    private void think(long from, Duration mean, Supplier<Ask> asks) {
        long due = from + pause(mean.toNanos() / 1e9);
        loop.at(due, () -> attempt(asks.get(), due, due, ended -> think(ended, mean, asks)));
    }

    private void attempt(Ask ask, long wished, long due, Consumer<Long> satisfied) {
        send(ask, wished, due, reply -> {
            long ended = System.nanoTime();
            if (reply.refused()) {
                long again = ended + seconds(reply.retryAfter() + JITTER_SECONDS * random.nextDouble());
                loop.at(again, () -> attempt(ask, wished, again, satisfied));
            } else {
                satisfied.accept(ended);
            }
        });
    }

    private void arrive(long from, double meanSeconds, Supplier<Ask> asks) {
        long due = from + pause(meanSeconds);
        loop.at(due, () -> {
            arrive(due, meanSeconds, asks);
            send(asks.get(), due, due, _ -> {});
        });
    }

    private long pause(double meanSeconds) {
        return seconds(-meanSeconds * Math.log(1 - random.nextDouble()));
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    /// What the client needs to know of its answer.
    private record Outcome(int status, int retryAfter) {
        boolean refused() {
            return status == Sample.QUEUE_FULL || status == Sample.TOO_LATE;
        }
    }

    private void send(Ask ask, long wished, long due, Consumer<Outcome> then) {
        long sent = System.nanoTime();
        if (sent >= end) {
            return;
        }
        underWay++;
        connections.send(request(ask), new Connections.Receiver() {
            @Override
            public void answered(Reply reply) {
                ended(reply.hit(), new Outcome(checked(ask, reply), reply.retryAfter()));
            }

            @Override
            public void failed(String reason) {
                samples.problem(reason);
                ended(false, new Outcome(0, 0));
            }

            private void ended(boolean hit, Outcome outcome) {
                underWay--;
                long now = System.nanoTime();
                samples.add(new Sample(
                        ask.kind(),
                        (due - start) / 1e9,
                        (now - due) / 1e6,
                        (now - wished) / 1e6,
                        (sent - due) / 1e6,
                        outcome.status(),
                        hit));
                // Later, not at once: a failure to send would call itself deeper and deeper.
                loop.at(now, () -> then.accept(outcome));
            }
        });
    }

    private byte[] request(Ask ask) {
        URI uri = arm.uri(ask.original(), ask.work());
        String text = "GET %s?%s HTTP/1.1\r\nHost: %s\r\n\r\n"
                .formatted(uri.getRawPath(), uri.getRawQuery(), uri.getRawAuthority());
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The word that problem answers tell their cause by.
    private static String code(Reply reply) {
        Matcher code = CODE.matcher(new String(reply.start(), StandardCharsets.UTF_8));
        return code.find() ? code.group(1) : "without a code";
    }

    /// The status, or 0 for what is neither the thumbnail nor a refusal.
    private int checked(Ask ask, Reply reply) {
        int status = reply.status();
        try {
            if (status == Sample.THUMBNAIL) {
                Answer.checkSide(reply.start(), ask.work());
            } else if (status != Sample.QUEUE_FULL && status != Sample.TOO_LATE) {
                throw new IllegalStateException(status + " " + code(reply));
            }
            return status;
        } catch (IllegalStateException e) {
            samples.problem(String.valueOf(e.getMessage()));
            return 0;
        }
    }
}
