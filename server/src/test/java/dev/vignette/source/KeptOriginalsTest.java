package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// For how long an original is used unasked, how its source is asked, and what is done when that fails.
@Timeout(120)
class KeptOriginalsTest {
    private final Keeping keeping;

    KeptOriginalsTest(@TempDir Path folder) {
        keeping = new Keeping(folder);
    }

    @AfterEach
    void close() {
        keeping.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Cache-Control: max-age=60                                         | 59   | used
            Cache-Control: max-age=60                                         | 60   | fetched
            Cache-Control: max-age=60, ETag: "v1"                             | 59   | used
            Cache-Control: max-age=60, ETag: "v1"                             | 60   | asked
            Cache-Control: max-age=60, Last-Modified: Sun; 06 Nov 1994 08:49:37 GMT | 60 | asked
            Cache-Control: s-maxage=10; max-age=60, ETag: "v1"                | 10   | asked
            Cache-Control: max-age=60, Age: 50                                | 9    | used
            Cache-Control: max-age=60, Age: 50                                | 10   | fetched
            Cache-Control: no-store; max-age=60, ETag: "v1"                   | 0    | fetched
            Cache-Control: private; max-age=60, ETag: "v1"                    | 0    | fetched
            Cache-Control: no-cache; max-age=60, ETag: "v1"                   | 0    | asked
            Cache-Control: no-cache; max-age=60                               | 0    | fetched
            Cache-Control: max-age=0, ETag: "v1"                              | 0    | asked
            Cache-Control: max-age=60, Vary: *                                | 0    | fetched
            Cache-Control: max-age=60, Vary: Accept                           | 0    | used
            Date: Thu; 01 Jan 2026 00:00:00 GMT, Expires: Thu; 01 Jan 2026 00:01:00 GMT | 59 | used
            Date: Thu; 01 Jan 2026 00:00:00 GMT, Expires: Thu; 01 Jan 2026 00:01:00 GMT | 60 | fetched
            Date: Wed; 31 Dec 2025 00:00:00 GMT, Expires: Wed; 31 Dec 2025 00:01:00 GMT | 59 | used
            Expires: 0, ETag: "v1"                                            | 0    | asked
            Cache-Control: max-age=60, Expires: 0                             | 59   | used
            ETag: "v1"                                                        | 3599 | used
            ETag: "v1"                                                        | 3600 | asked
            X-Nothing: said                                                   | 3599 | used
            X-Nothing: said                                                   | 3600 | fetched
            """)
    void fetch_again_asksAsTheSourceSaid(String headers, long seconds, String outcome) throws IOException {
        List<String> lines = List.of(
                headers.replaceAll(", (?=[A-Z])", "\n").replace(';', ',').split("\n"));
        try (var origin = new RawOrigin((request, out) -> {
            if (request.contains("If-None-Match: \"v1\"") || request.contains("If-Modified-Since: Sun, 06 Nov 1994")) {
                answer(out, "304 Not Modified", List.of(), "");
            } else {
                answer(out, "200 OK", lines, "image");
            }
            return true;
        })) {
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");
            keeping.pass(Duration.ofSeconds(seconds));
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");

            var originals = keeping.originals;
            String was = originals.hits() == 1
                    ? "used"
                    : originals.fetched(FetchOutcome.UNCHANGED) == 1 ? "asked" : "fetched";
            assertThat(was).isEqualTo(outcome);
            assertThat(origin.requests()).hasSize(outcome.equals("used") ? 1 : 2);
            assertThat(originals.misses()).isEqualTo(outcome.equals("fetched") ? 2 : 1);
        }
    }

    @Test
    void fetch_notModifiedWithNewTerms_isUsedOnThese() throws IOException {
        try (var origin = new RawOrigin((request, out) -> {
            if (request.contains("If-None-Match")) {
                answer(out, "304 Not Modified", List.of("Cache-Control: max-age=1000"), "");
            } else {
                answer(out, "200 OK", List.of("Cache-Control: max-age=10", "ETag: W/\"a\""), "image");
            }
            return true;
        })) {
            keeping.text(origin.url("/a"));
            keeping.pass(Duration.ofSeconds(10));
            keeping.text(origin.url("/a"));
            keeping.pass(Duration.ofMinutes(15));
            try (Original third = keeping.originals.fetch(origin.url("/a"))) {
                assertThat(Fetching.bytes(third)).asString().isEqualTo("image");
                assertThat(third.maxAge()).contains(Duration.ofSeconds(100));
            }
            assertThat(origin.requests()).hasSize(2);
            assertThat(origin.requests().get(1)).contains("If-None-Match: W/\"a\"\r\n");
        }
    }

    @Test
    void fetch_changedSinceThen_isReplaced() throws IOException {
        var version = new AtomicReference<>("one");
        try (var origin = new RawOrigin((request, out) -> {
            answer(out, "200 OK", List.of("Cache-Control: max-age=10", "ETag: \"x\""), version.get());
            return true;
        })) {
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("one");
            version.set("two");
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("one");
            keeping.pass(Duration.ofSeconds(10));
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("two");
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("two");
            assertThat(origin.requests()).hasSize(2);
        }
    }

    @Test
    void fetch_redirected_isAskedForByTheTagOfItsTarget() throws IOException {
        var target = new AtomicReference<>("/first");
        try (var origin = new RawOrigin((request, out) -> {
            if (request.startsWith("GET /a ")) {
                answer(out, "302 Found", List.of("Location: " + target.get()), "");
            } else if (request.contains("If-None-Match")) {
                answer(out, "304 Not Modified", List.of(), "");
            } else {
                answer(out, "200 OK", List.of("Cache-Control: max-age=10", "ETag: \"x\""), target.get());
            }
            return true;
        })) {
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("/first");
            keeping.pass(Duration.ofSeconds(10));
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("/first");
            assertThat(origin.requests().get(2)).doesNotContain("If-None-Match");
            assertThat(origin.requests().get(3)).contains("If-None-Match");

            target.set("/second");
            keeping.pass(Duration.ofSeconds(10));
            assertThat(keeping.text(origin.url("/a")))
                    .as("the tag is of another URL")
                    .isEqualTo("/second");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max-age=10                       | 503 | 86409 | stale
            max-age=10                       | 503 | 86410 | fails
            max-age=10                       | 500 | 10    | stale
            max-age=10                       | 429 | 10    | stale
            max-age=10                       | 0   | 10    | stale
            max-age=10                       | 404 | 10    | fails
            max-age=10                       | 403 | 10    | fails
            max-age=10, stale-if-error=5     | 503 | 14    | stale
            max-age=10, stale-if-error=5     | 503 | 15    | fails
            max-age=10, must-revalidate      | 503 | 10    | fails
            s-maxage=10                      | 503 | 10    | fails
            no-cache                         | 503 | 0     | fails
            """)
    void fetch_whenTheSourceFails_usesTheOldOneWhereItMay(String control, int status, long seconds, String outcome)
            throws IOException {
        var failing = new AtomicReference<>(false);
        try (var origin = new RawOrigin((request, out) -> {
            if (!failing.get()) {
                answer(out, "200 OK", List.of("Cache-Control: " + control, "ETag: \"x\""), "image");
            } else if (status > 0) {
                answer(out, status + " Sorry", List.of(), "");
            }
            return status > 0;
        })) {
            keeping.text(origin.url("/a"));
            failing.set(true);
            keeping.pass(Duration.ofSeconds(seconds));
            if (outcome.equals("fails")) {
                keeping.failure(origin.url("/a"), code(status));
                return;
            }
            try (Original original = keeping.originals.fetch(origin.url("/a"))) {
                assertThat(original.stale()).isTrue();
                assertThat(original.maxAge().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
                assertThat(Fetching.bytes(original)).asString().isEqualTo("image");
            }
            int asked = origin.requests().size();
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");
            assertThat(origin.requests()).as("the failure is remembered").hasSize(asked);
        }
    }

    @Test
    void fetch_goneSinceThen_isRemoved() throws IOException {
        var gone = new AtomicReference<>(false);
        try (var origin = new RawOrigin((request, out) -> {
            answer(out, gone.get() ? "410 Gone" : "200 OK", List.of("Cache-Control: max-age=10", "ETag: \"x\""), "");
            return true;
        })) {
            keeping.text(origin.url("/a"));
            assertThat(keeping.originals.diskBytes()).isPositive();
            gone.set(true);
            keeping.pass(Duration.ofSeconds(10));
            keeping.failure(origin.url("/a"), ErrorCode.SOURCE_NOT_FOUND);
            assertThat(keeping.originals.diskBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 500, 503})
    void fetch_failedAMomentAgo_doesNotAskAgainTooSoon(int status) throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 " + status + " X", "Content-Length: 0", "", "")) {
            var code = code(status);
            for (int i = 0; i < 10; i++) {
                assertThat(keeping.failure(origin.url("/a"), code)).hasMessageContaining(String.valueOf(status));
            }
            assertThat(origin.requests()).hasSize(1);
            keeping.failure(origin.url("/b"), code);
            assertThat(origin.requests()).hasSize(2);
            keeping.pass(Duration.ofSeconds(status < 500 ? 5 : 2));
            keeping.failure(origin.url("/a"), code);
            assertThat(origin.requests()).as("it is asked again after a while").hasSize(3);
        }
    }

    /// Of a failed fetch; zero is no answer.
    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.SOURCE_NOT_FOUND;
            case 401, 403 -> ErrorCode.SOURCE_REFUSED;
            default -> ErrorCode.SOURCE_FAILED;
        };
    }

    private static void answer(OutputStream out, String status, List<String> headers, String body) throws IOException {
        String length = status.startsWith("304") ? "" : "Content-Length: " + body.length() + "\r\n";
        String lines = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
        out.write(
                ("HTTP/1.1 " + status + "\r\n" + lines + length + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }
}
