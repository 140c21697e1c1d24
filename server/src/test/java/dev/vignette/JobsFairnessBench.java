package dev.vignette;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long the first rendition of an upload takes, with nothing else to do and while a backfill runs. `bench/jobs
/// fairness` runs it.
final class JobsFairnessBench {
    private static final int OPTIONS = 64;
    private static final int UPLOADS = 200;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    private JobsFairnessBench(int port) {
        this.port = port;
    }

    /// @param arguments the program, how many renditions the backfill has, and the databases
    static void main(String... arguments) throws Exception {
        System.out.println("| database | backfill | uploads | P50 ms | P95 ms | P99 ms | longest ms |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        int status = 0;
        for (String name : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            Dialect dialect = Dialect.valueOf(name.toUpperCase(Locale.ROOT));
            Path data = Files.createTempDirectory("vignette-jobs-bench-");
            var environment = new HashMap<>(TestServer.environment(
                    "DATA_DIR",
                    data.toString(),
                    "AUTH_RATE_LIMIT",
                    "0",
                    "PRESET_CARD",
                    "w=320&h=240",
                    "JOBS_MAX_RENDITIONS",
                    Integer.toString(OPTIONS),
                    "JOBS_MAX_OPEN",
                    "1000"));
            environment.putAll(TestDatabases.environment(dialect, data));
            try (var server = new ServerProcess(environment, List.of(arguments[0], "serve"))) {
                status |= new JobsFairnessBench(server.port()).run(name, data, Integer.parseInt(arguments[1]));
            }
        }
        System.exit(status); // ends the database
    }

    private int run(String database, Path data, int renditions) throws Exception {
        String filler = token(data, "filler", "admin");
        byte[] picture = Pictures.jpeg(1200, 900);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var added = new ArrayList<Callable<JsonObject>>();
            for (int i = 0; i < renditions / OPTIONS + 1; i++) {
                added.add(() -> post(filler, "/v2/images", "image/jpeg", picture, 201));
            }
            for (Future<JsonObject> one : threads.invokeAll(added)) {
                one.get();
            }
        }
        double[] idle = uploads(token(data, "ann", "editor"), picture);
        print(database, "none", idle);
        var options = new JsonArray();
        for (int i = 0; i < OPTIONS; i++) {
            options.add("w=" + (40 + 4 * i));
        }
        var asked = new JsonObject()
                .put("kind", "renditions")
                .put("query", new JsonObject())
                .put("options", options);
        JsonObject backfill =
                post(filler, "/v2/jobs", "application/json", asked.encode().getBytes(StandardCharsets.UTF_8), 202);
        while (done(filler, backfill) < OPTIONS) {
            Thread.sleep(100);
        }
        double[] beside = uploads(token(data, "ann", "editor"), picture);
        long done = done(filler, backfill);
        print(database, String.format(Locale.ROOT, "%,d, of which %,d done meanwhile", renditions, done), beside);
        boolean still =
                get(filler, backfill.getJsonObject("links").getString("self")).getString("ended") == null;
        boolean fair = p(beside, 0.99) - p(idle, 0.99) <= 1000;
        System.err.printf(
                "%s: class %s, still running: %s, fair: %s%n", database, backfill.getString("class"), still, fair);
        return still && fair ? 0 : 1;
    }

    private static String token(Path data, String subject, String role) {
        return LibraryTokens.of(data, Clock.systemUTC(), subject, List.of(role), List.of());
    }

    /// They come at a steady pace, however long each takes.
    ///
    /// @return milliseconds from the upload's beginning to the end of its job, sorted
    private double[] uploads(String token, byte[] picture) throws Exception {
        var times = new ArrayList<Future<Double>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int i = 0; i < UPLOADS; i++) {
                long wait = begun + i * BETWEEN.toNanos() - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(Duration.ofNanos(wait));
                }
                times.add(threads.submit(() -> upload(token, picture)));
            }
            double[] millis = new double[UPLOADS];
            for (int i = 0; i < UPLOADS; i++) {
                millis[i] = times.get(i).get();
            }
            Arrays.sort(millis);
            return millis;
        }
    }

    private double upload(String token, byte[] picture) throws Exception {
        long begun = System.nanoTime();
        JsonObject job = post(token, "/v2/images?renditions=card", "image/jpeg", picture, 202)
                .getJsonObject("job");
        while (true) {
            JsonObject now = get(token, "/v2/jobs/" + job.getString("id"));
            if (now.getString("ended") != null) {
                if (!now.getString("state").equals("SUCCEEDED")) {
                    throw new IllegalStateException(now.encode());
                }
                return (System.nanoTime() - begun) / 1e6;
            }
            Thread.sleep(10);
        }
    }

    private long done(String token, JsonObject job) throws Exception {
        return get(token, "/v2/jobs/" + job.getString("id"))
                .getJsonObject("progress")
                .getLong("done");
    }

    private JsonObject get(String token, String target) throws Exception {
        return send(request(token, target).GET().build(), 200);
    }

    private JsonObject post(String token, String target, String mediaType, byte[] body, int status) throws Exception {
        return send(
                request(token, target)
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                status);
    }

    private HttpRequest.Builder request(String token, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .header("Authorization", "Bearer " + token);
    }

    private JsonObject send(HttpRequest request, int status) throws Exception {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    request.uri() + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    private static double p(double[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }

    private static void print(String database, String backfill, double[] millis) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.0f | %.0f | %.0f |%n",
                database,
                backfill,
                millis.length,
                p(millis, 0.5),
                p(millis, 0.95),
                p(millis, 0.99),
                p(millis, 1));
    }
}
