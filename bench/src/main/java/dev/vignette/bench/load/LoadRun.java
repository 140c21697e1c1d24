package dev.vignette.bench.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Closed-loop load: each of a few clients asks for a thumbnail, checks it, and asks for the next.
final class LoadRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Origin origin;
    private final int clients;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LoadRun(Origin origin, int clients) {
        this.origin = origin;
        this.clients = clients;
    }

    /// One latency and one size, of one answer.
    private record Sample(double millis, int bytes) {}

    /// Sends that many requests, all for the same work.
    Measure run(Arm arm, Server server, Work work, int requests) throws IOException, InterruptedException {
        return run(arm, server, _ -> work, requests);
    }

    /// Sends that many requests; `works` says what the nth asks for.
    Measure run(Arm arm, Server server, IntFunction<Work> works, int requests)
            throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
        Clocks before = Clocks.read(server);
        List<Future<?>> running = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            running.add(threads.submit(() -> {
                for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                    samples.add(ask(arm, works.apply(n)));
                }
                return true;
            }));
        }
        for (Future<?> client : running) {
            await(client, arm, server);
        }
        return measure(List.copyOf(samples), Clocks.read(server).since(before));
    }

    @Override
    public void close() {
        threads.close();
        http.shutdownNow();
    }

    private Sample ask(Arm arm, Work work) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(arm.uri(origin.next(), work))
                .timeout(PATIENCE)
                .build();
        long begun = System.nanoTime();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - begun) / 1e6;
        Answer.check(response, work);
        return new Sample(millis, response.body().length);
    }

    private static void await(Future<?> client, Arm arm, Server server) throws InterruptedException {
        try {
            client.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    arm.name() + ": " + e.getCause() + "\nIts last output:\n" + server.output(), e);
        }
    }

    private static Measure measure(List<Sample> samples, Clocks spent) {
        int count = samples.size();
        double[] latencies = samples.stream().mapToDouble(Sample::millis).toArray();
        return new Measure(
                (double) spent.server().toMillis() / count,
                count / spent.seconds(),
                Statistics.median(latencies),
                Statistics.percentile(95, latencies),
                samples.stream().mapToInt(Sample::bytes).average().orElseThrow(),
                spent.foreign());
    }
}
