package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The history of jobs, in pages and as it comes, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class JobEventsTest extends JobTests {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path data;

    JobEventsTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of("VIGNETTE_JOBS_MAX_FOLLOWERS_OF_ONE", "3"));
        this.data = data;
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        client.shutdownNow();
    }

    private JsonObject quick() {
        return succeeded(ann, renditions().put("image", ann.add(JPEG)).put("options", new JsonArray(List.of("w=20"))));
    }

    /// One who follows a job and reads as it likes.
    private BufferedReader follow(JsonObject job, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + self(job) + "/events"))
                .header("Authorization", "Bearer " + ann.token())
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        InputStream body = response.body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /// Reads on until a line begins so.
    private static String until(BufferedReader lines, String beginning) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before " + beginning);
    }

    @Test
    void pages_ofTheHistory_tellEachTransitionInOrder() {
        JsonObject job = quick();

        var events = new ArrayList<JsonObject>();
        JsonObject page = json(ann.get(self(job) + "/events?limit=2"));
        add(page, events);
        while (page.containsKey("next")) {
            page = json(ann.get(self(job) + "/events?limit=2&after=" + page.getLong("next")));
            add(page, events);
        }

        assertThat(events.stream().map(event -> event.getString("state")))
                .startsWith("QUEUED", "STARTED")
                .endsWith("SUCCEEDED");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getInteger("seq")).isEqualTo(i + 1);
            assertThat(events.get(i).getString("node")).isNotBlank();
            assertThat(events.get(i).getString("time")).isNotBlank();
        }
        assertThat(events.get(1).getInteger("attempt")).isEqualTo(1);
        assertProblem(ann.get(self(job) + "/events?limit=0"), 400, "bad-parameter");
        assertProblem(ann.get(self(job) + "/events", "Last-Event-ID", "x"), 400, "bad-parameter");
    }

    private static void add(JsonObject page, List<JsonObject> events) {
        page.getJsonArray("items").forEach(event -> events.add((JsonObject) event));
    }

    @Test
    void stream_ofAJobUnderWay_tellsWhatComesUntilItEnds() throws Exception {
        JsonObject job = job(ann, slow());

        try (BufferedReader lines = follow(job)) {
            assertThat(until(lines, "retry: ")).isEqualTo("retry: 2000");
            assertThat(until(lines, "event: ")).isEqualTo("event: QUEUED");
            assertThat(until(lines, "event: ")).isEqualTo("event: STARTED");
            assertThat(until(lines, ":")).as("a heartbeat").isEqualTo(":");
            released.countDown();
            assertThat(until(lines, "event: SUCCEEDED")).isNotBlank();
            var data = new JsonObject(until(lines, "data: ").substring(6));
            assertThat(data.getString("state")).isEqualTo("SUCCEEDED");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).as("the end of the stream").isNull();
        }
    }

    @Test
    void stream_resumed_goesOnAfterTheLastEvent() {
        JsonObject job = quick();
        List<String> all = stream(ann, self(job) + "/events");
        List<String> ids = all.stream().filter(line -> line.startsWith("id: ")).toList();
        assertThat(ids).startsWith("id: 1", "id: 2");
        assertThat(all).contains("event: SUCCEEDED");

        List<String> rest = stream(ann, self(job) + "/events", "Last-Event-ID", "2");
        assertThat(rest.stream().filter(line -> line.startsWith("id: "))).isEqualTo(ids.subList(2, ids.size()));
        assertThat(stream(ann, self(job) + "/events?after=2")).isEqualTo(rest);

        var nothing = ann.get(
                self(job) + "/events", "Accept", "text/event-stream", "Last-Event-ID", Integer.toString(ids.size()));
        assertThat(nothing.statusCode()).as("a browser does not come again").isEqualTo(204);
    }

    @Test
    void stream_brokenOffAndResumed_missesNothing() throws Exception {
        JsonObject job = job(ann, slow());
        try (BufferedReader lines = follow(job)) {
            assertThat(until(lines, "id: ")).isEqualTo("id: 1");
        }
        released.countDown();

        List<String> rest = stream(ann, self(job) + "/events", "Last-Event-ID", "1");

        assertThat(rest.stream().filter(line -> line.startsWith("id: ")).findFirst())
                .contains("id: 2");
        assertThat(rest).contains("event: STARTED", "event: SUCCEEDED");
    }

    @Test
    void stream_numberOfNoEvent_harmsNobody() throws Exception {
        JsonObject job = job(ann, slow());
        try (BufferedReader first = follow(job, "Last-Event-ID", "9999999999999999")) {
            until(first, "retry: ");
            Waiting.until(() -> server.scrape().contains("vignette_job_followers 1.0"));
            try (BufferedReader second = follow(job, "Last-Event-ID", "0")) {
                assertThat(until(second, "id: ")).isEqualTo("id: 1");
                released.countDown();
                until(second, "event: SUCCEEDED");
            }
            until(first, "event: SUCCEEDED");
        }
    }

    @Test
    void stream_historyThatWasRemoved_isToldToBeOver() {
        JsonObject job = quick();
        try (var other = Database.open(TestDatabases.config(environment), data)) {
            other.write(handle -> handle.execute("DELETE FROM job_event"));
        }

        assertThat(ann.get(self(job) + "/events", "Accept", "text/event-stream").statusCode())
                .isEqualTo(204);
    }

    @Test
    void stream_clientThatLeaves_isLetGo() throws Exception {
        JsonObject job = job(ann, slow());
        try (Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(("GET " + self(job) + "/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ann.token()
                                    + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isNotNegative();
            Waiting.until(() -> server.scrape().contains("vignette_job_followers 1.0"));
        }

        Waiting.until(() -> server.scrape().contains("vignette_job_followers 0.0"));
    }

    @Test
    void stream_tooManyOfOne_isRefused() throws Exception {
        JsonObject job = job(ann, slow());
        var open = new ArrayList<BufferedReader>();
        for (int i = 0; i < 3; i++) {
            BufferedReader lines = follow(job);
            until(lines, "id: 1");
            open.add(lines);
        }

        assertProblem(ann.get(self(job) + "/events", "Accept", "text/event-stream"), 429, "queue-full");
        assertThat(ann.get(self(job) + "/events").statusCode()).isEqualTo(200);
        for (BufferedReader lines : open) {
            lines.close();
        }
    }

    @Test
    void stream_serverThatEnds_endsWithoutAnError() throws Exception {
        JsonObject job = job(ann, slow());
        try (BufferedReader lines = follow(job)) {
            until(lines, "id: 1");
            Thread.ofVirtual().start(server.wiring::close);

            while (lines.readLine() != null) {
                assertThat(lines).isNotNull();
            }
        }
    }
}
