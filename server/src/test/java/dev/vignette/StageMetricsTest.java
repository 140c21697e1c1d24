package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server counts, read where Prometheus would read it.
final class StageMetricsTest {
    @ParameterizedTest
    @ValueSource(strings = {"fetch", "queue", "decode", "resize", "encode", "total"})
    void metrics_missAndHit_timeEachStageOnce(String stage) throws Exception {
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", Pictures.jpeg(80, 80));
            server.get(server.thumb("/a.jpg", "w=40"));
            server.get(server.thumb("/a.jpg", "w=40"));

            assertThat(server.scrape())
                    .contains("vignette_stage_seconds_count{stage=\"" + stage + "\"} 1\n")
                    .contains("vignette_stage_seconds_bucket{stage=\"" + stage + "\",le=\"+Inf\"} 1\n");
        }
    }

    @Test
    void metrics_answers_areToldByRouteStatusAndFormat() throws Exception {
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            server.get(server.thumb("/a.jpg", "w=4&f=webp"));
            server.get(server.thumb("/a.jpg", "w=4&f=webp"));
            server.get(server.thumb("/none.jpg", "w=4"));
            server.get("/none/of/these");
            Waiting.until(() -> server.scrape().contains("unknown"));

            assertThat(server.scrape())
                    .contains("vignette_requests_seconds_count{format=\"webp\",route=\"/thumb\",status=\"200\"} 2\n")
                    .contains("{format=\"problem+json\",route=\"/thumb\",status=\"404\"} 1\n")
                    .contains("{format=\"problem+json\",route=\"unknown\",status=\"404\"} 1\n")
                    .contains("vignette_failures_total{code=\"source-not-found\"} 1.0\n")
                    .contains("vignette_failures_total{code=\"not-found\"} 1.0\n")
                    .contains("vignette_failures_total{code=\"queue-full\"} 0.0\n");
        }
    }

    @Test
    void metrics_caches_countHitsAndMissesByTier() throws Exception {
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            for (int i = 0; i < 3; i++) {
                server.get(server.thumb("/a.jpg", "w=4"));
            }
            System.gc(); // what the registry held weakly would be gone

            assertThat(server.scrape())
                    .contains("vignette_cache_hits_total{tier=\"memory\"} 2.0\n")
                    .contains("vignette_cache_misses_total{tier=\"memory\"} 1.0\n")
                    .containsPattern("vignette_cache_bytes\\{tier=\"memory\"} [1-9]");
        }
    }

    /// The value of one that has no labels.
    private static double sample(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void metrics_runningServer_toldOfItsLoopsAndItself() throws Exception {
        try (var server = new TestServer()) {
            Waiting.until(() -> !server.scrape().contains("vignette_event_loop_lag_seconds_count 0"));

            String page = server.scrape();
            assertThat(page).contains("vignette_ready 1.0\n").containsPattern("process_files_open_files [1-9]");
            assertThat(sample(page, "process_resident_memory_bytes"))
                    .as("no JVM takes less")
                    .isGreaterThan(10_000_000);
        }
    }

    @Test
    void metrics_deadSourceThatManyAskFor_countsItsFetchOnce() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        try (var server = new TestServer("SOURCE_REMEMBER_FAILURES", "10m")) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            assertThat(server.get(server.thumb("/a.jpg", "w=4")).statusCode()).isEqualTo(200);
            for (int width = 1; width <= 3; width++) {
                server.get("/thumb?url=http://127.0.0.1:" + port + "/a.jpg&w=" + width);
            }

            assertThat(server.scrape())
                    .contains("vignette_failures_total{code=\"source-failed\"} 3.0\n")
                    .contains("vignette_fetch_total{outcome=\"breakdown\"} 1.0\n")
                    .contains("vignette_fetch_total{outcome=\"whole\"} 1.0\n")
                    .contains("vignette_fetch_total{outcome=\"outage\"} 0.0\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"fetch, 1", "queue, 1", "decode, 1", "encode, 0", "total, 0"})
    void metrics_info_timesTheStagesItHas(String stage, int count) throws Exception {
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", Pictures.jpeg(80, 80));
            server.get("/info?" + server.origin.parameter("/a.jpg"));

            assertThat(server.scrape())
                    .contains("vignette_stage_seconds_count{stage=\"" + stage + "\"} " + count + "\n");
        }
    }
}
