package dev.vignette;

import dev.vignette.database.Database;
import dev.vignette.database.PostgresProcess;
import dev.vignette.database.TestDatabases;
import dev.vignette.storage.S3ProxyProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Servers that share one PostgreSQL and one bucket of S3 make renditions by jobs that are asked for over HTTP, and are
/// killed with -9 at random and started again. What every one of them was at is read from the rows that it had taken.
final class RenditionKills implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final List<String> OF_ALL = List.of("w=200&f=png", "w=201&f=jpeg", "w=202&f=jpeg");

    private final Plan plan;
    private final Map<String, String> shared = new HashMap<>();
    private final Path folder;
    private final S3ProxyProcess s3;
    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Random random = new Random(7);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<String> images = new ArrayList<>();
    private final List<CutOff> cutOff = new ArrayList<>();
    private int kills;

    /// What is to be done.
    ///
    /// @param images that are uploaded before
    /// @param jobs of one rendition of one image; a tenth asks for what another one asks for. One more job is of
    ///     three of every image
    /// @param width of the smallest rendition, in pixels
    /// @param between kills, on average
    /// @param command that becomes a server
    record Plan(int servers, int images, int jobs, int width, Duration between, Duration lease, List<String> command) {
        /// How many renditions of one image its jobs ask for.
        private int widths() {
            return Math.max(1, jobs * 9 / 10 / images);
        }

        private String options(int job) {
            int number = job / images % widths();
            return "w=" + (width + number) + (number % 4 == 0 ? "&f=avif" : "&f=jpeg");
        }

        /// How many renditions there are in the end.
        long renditions() {
            return IntStream.range(0, jobs)
                            .mapToObj(job -> job % images + " " + options(job))
                            .distinct()
                            .count()
                    + (long) OF_ALL.size() * images;
        }
    }

    /// An attempt that a killed server was at.
    record CutOff(String job, long chunk, int attempt, String node) {}

    /// What the end was like.
    ///
    /// @param cutOff the attempts that were under way at kills
    record Report(int kills, List<CutOff> cutOff, Duration time, RenditionsLeft left) {}

    RenditionKills(Plan plan, Path folder) throws Exception {
        this.plan = plan;
        this.folder = folder;
        this.s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")));
        shared.putAll(PostgresProcess.shared().freshDatabase());
        shared.putAll(s3.freshBucket());
        shared.put(
                "VIGNETTE_AUTH_SIGNING_KEY",
                folder.resolve("0/auth/signing-key.pem").toString());
    }

    private ServerProcess start(int number) throws Exception {
        var environment = new HashMap<>(TestServer.environment(
                "DATA_DIR",
                folder.resolve(Integer.toString(number)).toString(),
                "AUTH_RATE_LIMIT",
                "0",
                "JOBS_MAX_OPEN",
                "100000",
                "JOBS_LEASE",
                plan.lease().toMillis() + "ms",
                "LIBRARY_GRACE",
                GRACE.toMillis() + "ms",
                "LIBRARY_SWEEP_INTERVAL",
                "500ms"));
        environment.putAll(shared);
        var server = new ServerProcess(environment, plan.command());
        client(server).get("/v2/jobs"); // which opens the library there
        return server;
    }

    private LibraryClient client(ServerProcess server) {
        String token = LibraryTokens.of(folder.resolve("0"), Clock.systemUTC(), "ann", List.of("editor"), List.of());
        return new LibraryClient(http, server.port(), token);
    }

    /// Kills come faster until something was cut off.
    Report run() throws Exception {
        for (int i = 0; i < plan.servers(); i++) {
            servers.add(start(i));
        }
        for (int i = 0; i < plan.images(); i++) {
            images.add(added(Pictures.jpeg(600 + i, 450)));
        }
        try (var database = Database.open(TestDatabases.config(shared), folder)) {
            long begun = System.nanoTime();
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(_ -> CompletableFuture.runAsync(this::askOn, Thread::startVirtualThread))
                    .toList();
            askOf(backfill(), "all");
            killUntilAllIsDone(database, clients);
            clients.forEach(CompletableFuture::join);
            var time = Duration.ofNanos(System.nanoTime() - begun);
            return new Report(kills, List.copyOf(cutOff), time, RenditionsLeft.in(database, shared, folder, cutOff));
        }
    }

    /// An upload that takes longer than the short time of grace is told to come again.
    private String added(byte[] picture) {
        HttpResponse<byte[]> answer = client(servers.getFirst()).post("/v1/images", picture);
        for (int i = 0; answer.statusCode() == 503 && i < 10; i++) {
            answer = client(servers.getFirst()).post("/v1/images", picture);
        }
        JsonObject told = LibraryClient.json(answer);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(told.encode());
        }
        return told.getString("id");
    }

    private void killUntilAllIsDone(Database database, List<CompletableFuture<Void>> clients) throws Exception {
        long next = System.nanoTime() + plan.between().toNanos();
        while (!clients.stream().allMatch(CompletableFuture::isDone) || RenditionsLeft.open(database) > 0) {
            Waiting.pause(PAUSE);
            boolean due = System.nanoTime() > next || cutOff.isEmpty();
            int number = random.nextInt(servers.size());
            if (due && RenditionsLeft.isAtWork(database, servers.get(number).pid())) {
                kill(database, number);
                next = System.nanoTime() + (long) (plan.between().toNanos() * (0.5 + random.nextDouble()));
            }
        }
    }

    private void kill(Database database, int number) throws Exception {
        ServerProcess server = servers.get(number);
        server.kill();
        kills++;
        cutOff.addAll(RenditionsLeft.takenBy(database, server.pid()));
        servers.set(number, start(number));
        server.close();
    }

    /// Asks for one job after the other, of any server.
    private void askOn() {
        for (int job = asked.getAndIncrement(); job < plan.jobs(); job = asked.getAndIncrement()) {
            JsonObject wish = wish(plan.options(job)).put("image", images.get(job % plan.images()));
            askOf(wish, "job-" + job);
        }
    }

    private static JsonObject backfill() {
        return wish(OF_ALL.toArray(String[]::new)).put("query", new JsonObject());
    }

    private static JsonObject wish(String... options) {
        return new JsonObject().put("kind", "renditions").put("options", new JsonArray(List.of(options)));
    }

    /// Until a server says that it has the job: with one key it is one job, whatever became of the answers.
    private void askOf(JsonObject wish, String key) {
        long end = System.nanoTime() + Waiting.PATIENCE.toNanos();
        for (int i = 0; ; i++) {
            ServerProcess server = servers.get(i % servers.size());
            String told;
            try {
                HttpResponse<byte[]> answer = JobTests.ask(client(server), wish, "Idempotency-Key", key);
                if (answer.statusCode() == 202) {
                    return;
                }
                told = answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
                if (answer.statusCode() < 500 && answer.statusCode() != 409) {
                    throw new IllegalStateException(told);
                }
            } catch (CompletionException e) {
                told = e.toString(); // it was killed
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("nobody takes a job: " + told);
            }
            Waiting.pause(PAUSE);
        }
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
        http.shutdownNow();
        http.close();
        s3.close();
    }
}
