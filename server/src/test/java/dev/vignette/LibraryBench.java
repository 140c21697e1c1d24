package dev.vignette;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.library.ManyImages;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// How long reads and lists take with many rows: clients in a closed loop, on this machine beside the server. It
/// stands here since it starts databases as tests do. `bench/library` runs it.
final class LibraryBench {
    private final int rows;
    private final Duration time;
    private final int clients;

    private LibraryBench(int rows, Duration time, int clients) {
        this.rows = rows;
        this.time = time;
        this.clients = clients;
    }

    /// @param arguments rows, seconds, clients, and the databases, as in `1000000 10 64 sqlite postgresql`
    static void main(String... arguments) throws Exception {
        var bench = new LibraryBench(
                Integer.parseInt(arguments[0]),
                Duration.ofSeconds(Integer.parseInt(arguments[1])),
                Integer.parseInt(arguments[2]));
        System.out.println("| database | request | requests/s | P50 ms | P99 ms |\n|---|---|--:|--:|--:|");
        for (String name : Arrays.copyOfRange(arguments, 3, arguments.length)) {
            bench.run(Dialect.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        System.exit(0); // ends the databases
    }

    private void run(Dialect dialect) throws Exception {
        Path data = Files.createTempDirectory("vignette-library-bench-");
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "AUTH_RATE_LIMIT", "0"));
        environment.putAll(TestDatabases.environment(dialect, data));
        long start = System.nanoTime();
        try (var database = Database.open(TestDatabases.config(environment, "TIMEOUT", "600s"), data)) {
            ManyImages.insert(database, rows);
            ManyImages.insertFarApart(database);
        }
        System.err.printf("%s: %d rows in %d s%n", dialect, rows, (System.nanoTime() - start) / 1_000_000_000);
        try (var server = new ServerProcess(environment, List.of("dist/vignette/bin/vignette", "serve"));
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var admin = client(http, server, data, "admin", "admin", List.of());
            var owner = client(http, server, data, "owner7", "editor", List.of("team1", "team2"));
            for (var work : works(admin, owner).entrySet()) {
                measure(work.getValue(), Duration.ofSeconds(3), clients);
                print(dialect, work.getKey(), measure(work.getValue(), time, clients));
            }
            for (var work : longWalks(admin).entrySet()) {
                print(dialect, work.getKey() + ", one client", measure(work.getValue(), time, 1));
            }
        }
    }

    private Map<String, Runnable> works(LibraryClient admin, LibraryClient owner) {
        var random = (Supplier<ThreadLocalRandom>) ThreadLocalRandom::current;
        var works = new LinkedHashMap<String, Runnable>();
        works.put("one image", () -> get(admin, "/" + ManyImages.id(random.get().nextInt(rows))));
        works.put("newest 50", () -> get(admin, ""));
        works.put(
                "50 of an owner", () -> get(admin, "?owner=owner" + random.get().nextInt(1000)));
        works.put("50 with a tag", () -> get(admin, "?tag=tag" + random.get().nextInt(100)));
        works.put(
                "50 of a team by size",
                () -> get(admin, "?sort=-bytes&team=team" + random.get().nextInt(20)));
        works.put("50 of what an editor of two teams may see", () -> get(owner, ""));
        works.put("50 of a format by change", () -> get(admin, "?format=png&sort=-modified"));
        works.put(
                "50 of an owner with a tag",
                () -> get(
                        admin,
                        "?owner=owner%d&tag=tag%d"
                                .formatted(
                                        random.get().nextInt(1000), random.get().nextInt(100))));
        works.put(
                "50 of a format of a team",
                () -> get(admin, "?format=jpeg&team=team" + random.get().nextInt(20)));
        return works;
    }

    /// What an index bounds least: filters that many pass, one by one, but no image in sight passes all of them.
    private static Map<String, Runnable> longWalks(LibraryClient admin) {
        var works = new LinkedHashMap<String, Runnable>();
        works.put("a tag of a team that has none of it", () -> get(admin, "?tag=tag5&team=team3"));
        works.put("a format of a team that has none of it", () -> get(admin, "?format=webp&team=team3"));
        works.put("the only 1,500 of a format, last in the order", () -> get(admin, "?format=webp&sort=-modified"));
        works.put("two tags of half of all, no image with both", () -> get(admin, "?tag=even&tag=odd"));
        return works;
    }

    private static LibraryClient client(
            HttpClient http, ServerProcess server, Path data, String subject, String role, List<String> teams) {
        String token = LibraryTokens.of(data, Clock.systemUTC(), subject, List.of(role), teams);
        return new LibraryClient(http, server.port(), token);
    }

    private static void get(LibraryClient client, String target) {
        var answer = client.get("/v1/images" + target);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(target + " was answered " + answer.statusCode());
        }
    }

    /// @return milliseconds, sorted
    private static double[] measure(Runnable work, Duration duration, int clients) throws Exception {
        var samples = new ConcurrentLinkedQueue<Double>();
        long end = System.nanoTime() + duration.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        work.run();
                        samples.add((System.nanoTime() - start) / 1e6);
                    }
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        return samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private void print(Dialect dialect, String work, double[] millis) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.1f | %.1f |%n",
                dialect.name().toLowerCase(Locale.ROOT),
                work,
                millis.length / (double) time.toSeconds(),
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)]);
    }
}
