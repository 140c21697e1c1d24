package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The files of deploy/ in a real Prometheus that watches a server at work.
@Timeout(120)
final class PrometheusTest {
    /// What an alert compares by; what stands on both sides has to have data, whether the alert fires or not.
    private static final Pattern COMPARISON = Pattern.compile("\\s(?:==|!=|<=|>=|<|>)\\s");

    private static final Pattern NUMBER = Pattern.compile("[\\d.]+");

    @TempDir
    private Path scratch;

    @Test
    void deploy_serverAtWork_everyQueryHasData() throws Exception {
        assertThat(PrometheusProcess.check("rules", PrometheusProcess.DEPLOY.resolve("alerts.yml")))
                .contains("SUCCESS");
        assertThat(PrometheusProcess.check("config", PrometheusProcess.DEPLOY.resolve("prometheus.yml")))
                .contains("SUCCESS");
        Path data = Files.createDirectory(scratch.resolve("vignette"));
        Path folder = Files.createDirectory(scratch.resolve("prometheus"));
        try (var server = new TestServer("CACHE_DISK", "1MiB", "DATA_DIR", data.toString());
                var prometheus = new PrometheusProcess(folder, server.adminPort())) {
            server.origin.serve("/a.jpg", Pictures.jpeg(80, 80));
            assertThat(server.wiring.library()).as("which brings the jobs").isNotNull();
            System.gc(); // else there may be no collection to be told of
            load(server, 1);
            Waiting.until(prometheus::ready);
            Waiting.until(() -> !prometheus
                    .query("count_over_time(vignette_ready[1m]) >= 2")
                    .isEmpty());
            load(server, 2);

            Set<String> silent = queries(prometheus);
            for (int round = 2; !silent.isEmpty() && round < 40; round++) {
                load(server, round);
                silent.removeIf(query -> hasData(prometheus, query));
                pause(prometheus);
            }

            assertThat(silent).as("queries without data").isEmpty();
            assertThat(prometheus.rules())
                    .as("rules that evaluate without an error")
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.getString("health"))
                            .as(rule::encode)
                            .isEqualTo("ok"));
        }
    }

    /// Misses, hits, failures, and a job.
    private static void load(TestServer server, int round) {
        var admin = server.library("ann", List.of("admin"), List.of());
        String purge = "{\"kind\": \"purge\", \"url\": \"http://a.example/" + round + "\"}";
        assertThat(admin.post("/v2/jobs", purge.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(202);
        for (int i = 0; i < 3; i++) {
            assertThat(server.get(server.thumb("/a.jpg", "w=" + (4 + round))).statusCode())
                    .isEqualTo(200);
            assertThat(server.get(server.thumb("/none.jpg", "w=4")).statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/info?" + server.origin.parameter("/a.jpg")).statusCode())
                    .isEqualTo(200);
        }
    }

    /// Waits for the next scrape.
    private static void pause(PrometheusProcess prometheus) throws InterruptedException {
        String scrapes = "count_over_time(up[5m])";
        List<Double> before = prometheus.query(scrapes);
        Waiting.until(() -> !prometheus.query(scrapes).equals(before));
    }

    private static boolean hasData(PrometheusProcess prometheus, String query) {
        return prometheus.query(query).stream().anyMatch(value -> !value.isNaN());
    }

    private static Set<String> queries(PrometheusProcess prometheus) throws IOException {
        var queries = new LinkedHashSet<String>();
        for (JsonObject rule : prometheus.rules()) {
            for (String side : COMPARISON.splitAsStream(rule.getString("query")).toList()) {
                if (!NUMBER.matcher(side.strip()).matches()) {
                    queries.add(side.replaceAll("offset \\w+", ""));
                }
            }
        }
        assertThat(queries).hasSizeGreaterThan(5);
        queries.addAll(dashboard());
        return queries;
    }

    /// The queries of the dashboard as Grafana would send them for all instances.
    private static List<String> dashboard() throws IOException {
        var dashboard = new JsonObject(Files.readString(PrometheusProcess.DEPLOY.resolve("dashboard.json")));
        var queries = new ArrayList<String>();
        for (JsonObject panel : objects(dashboard.getJsonArray("panels"))) {
            for (JsonObject target : objects(panel.getJsonArray("targets", new JsonArray()))) {
                queries.add(target.getString("expr")
                        .replace("$__rate_interval", "1m")
                        .replace("$instance", ".*"));
            }
        }
        assertThat(queries).hasSizeGreaterThan(20).noneMatch(query -> query.contains("$"));
        return queries;
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
