package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.AuthConfig;
import dev.vignette.auth.UrlSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may ask for what: signatures, presets, hosts, local files.
final class AccessTest {
    private static final String NEW = "new:000102030405060708090a0b0c0d0e0f";
    private static final String OLD = "old:101112131415161718191a1b1c1d1e1f";

    private static String signed(String target, String key) {
        return SignCommand.signed(target, new UrlSignature(new AuthConfig(List.of(key)), Clock.systemUTC()));
    }

    @Test
    void get_keysSet_wantsAFittingSignature() throws IOException {
        try (var server = new TestServer("URL_KEYS", NEW + "," + OLD)) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            String target = server.thumb("/a.jpg", "w=4");
            String info = "/info?" + server.origin.parameter("/a.jpg");
            String good = signed(target, NEW);

            for (String accepted : List.of(good, signed(target, OLD), signed(info, OLD))) {
                assertThat(server.get(accepted).statusCode()).isEqualTo(200);
            }
            assertThat(server.head(good).statusCode()).isEqualTo(200);
            for (String refused : List.of(
                    target,
                    info,
                    "/thumb",
                    target + "&s=",
                    target + "&s=abc",
                    good + "&h=4",
                    good + "x",
                    good.replace("w=4", "w=5"),
                    good.replace("/thumb", "/info"),
                    good.replaceFirst("s=[^&]*", "s=" + "A".repeat(43)),
                    signed(target, "new:ffffffffffffffffffffffffffffffff"))) {
                assertProblem(server.get(refused), 403, "signature-invalid");
            }
            assertProblem(server.get(good + "&s=abc"), 400, "bad-parameter");
            assertProblem(server.get(signed(target + "&exp=1700000000", NEW)), 410, "expired");
            assertProblem(server.get(signed(target, NEW) + "&exp=9999999999"), 403, "signature-invalid");
        }
    }

    @Test
    void get_linkThatWasGood_endsInTime() throws IOException {
        try (var server = new TestServer("URL_KEYS", NEW)) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            long end = server.clock.instant().getEpochSecond() + 3;
            String target = signed(server.thumb("/a.jpg", "w=4") + "&exp=" + end, NEW);
            assertThat(server.get(target).statusCode()).isEqualTo(200);

            server.clock.advance(Duration.ofSeconds(2));
            assertThat(server.get(target).statusCode()).isEqualTo(200);
            server.clock.advance(Duration.ofSeconds(2));
            assertProblem(server.get(target), 410, "expired");
        }
    }

    @Test
    void get_signatureSpeltOtherwise_isTheSame() throws IOException {
        try (var server = new TestServer("URL_KEYS", NEW)) {
            server.origin.serve("/é b.jpg", Pictures.jpeg(8, 8));
            String url =
                    server.origin.url("/%C3%A9%20b.jpg").replace("%", "%25").replace(":", "%3A");
            String signature = signed("/thumb?w=4&url=" + url, NEW).replaceFirst(".*&s=", "&s=");

            assertThat(server.get("/thumb?url=" + url.replace("%3A", ":") + signature + "&w=%34")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void signed_urlWithLetters_isAcceptedAsSent() throws IOException {
        try (var server = new TestServer("URL_KEYS", NEW)) {
            server.origin.serve("/é.jpg", Pictures.jpeg(8, 8));
            String target = "/thumb?w=4&url=" + server.origin.url("/é.jpg");

            assertThat(server.get(signed(target, NEW).replace("é", "%C3%A9")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void get_presetsOnly_refusesOptions() throws IOException {
        try (var server = new TestServer(
                "PRESETS_ONLY", "true", "PRESET_CARD", "w=6&h=4&fit=cover&f=png", "PRESET_GREY", "q=5")) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));

            var card = server.get(server.thumb("/a.jpg", "preset=card&download=x&exp=9999999999"));
            assertThat(card.statusCode()).isEqualTo(200);
            assertThat(Pictures.read(card.body()).getWidth()).isEqualTo(6);
            for (String query : List.of("", "w=6", "preset=card&w=7", "preset=card&q=5")) {
                assertProblem(server.get(server.thumb("/a.jpg", query)), 403, "presets-only");
            }
            var unknown = assertProblem(server.get(server.thumb("/a.jpg", "preset=none")), 400, "bad-parameter");
            assertThat(unknown.getJsonArray("allowed")).containsExactly("card", "grey");
        }
    }

    @Test
    void get_preset_mayBeOverridden() throws IOException {
        try (var server = new TestServer("PRESET_CARD", "w=6&h=4&fit=cover&f=png")) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));

            var picture = Pictures.read(
                    server.get(server.thumb("/a.jpg", "preset=card&w=5")).body());

            assertThat(picture.getWidth()).isEqualTo(5);
            assertThat(picture.getHeight()).isEqualTo(4);
        }
    }

    @Test
    void get_hostNotAllowed_isRefused() throws IOException {
        try (var server = new TestServer("SOURCE_ALLOWED_HOSTS", "pictures.example")) {
            assertProblem(server.get(server.thumb("/a.jpg", "")), 403, "source-not-allowed");
        }
        try (var server = new TestServer("SOURCE_DENIED_HOSTS", "127.0.0.1")) {
            assertProblem(server.get(server.thumb("/a.jpg", "")), 403, "source-not-allowed");
        }
    }

    @Test
    void get_networkNotAllowed_isRefused() throws IOException {
        try (var server = new TestServer("SOURCE_ALLOWED_NETWORKS", "")) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            assertProblem(server.get(server.thumb("/a.jpg", "")), 403, "source-not-allowed");
            assertThat(server.origin.requests("/a.jpg")).isZero();
        }
    }

    @Test
    void get_local_isReadBelowTheRootAlone(@TempDir Path folder) throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("deep"));
        Files.write(root.resolve("deep/a b.jpg"), Pictures.jpeg(8, 8));
        Files.write(root.resolve(".hidden.jpg"), Pictures.jpeg(8, 8));
        Files.write(folder.resolve("outside.jpg"), Pictures.jpeg(8, 8));
        Files.createSymbolicLink(root.resolve("link.jpg"), folder.resolve("outside.jpg"));
        try (var server = new TestServer("SOURCE_ROOT", root.toString())) {
            var found = server.get("/thumb?w=4&url=local:deep/a%20b.jpg");
            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(found.headers().firstValue("Last-Modified")).isPresent();
            for (String path : List.of("none.jpg", "deep", ".hidden.jpg", "a%00b.jpg", "deep/a%2520b.jpg")) {
                int status = server.get("/thumb?url=local:" + path).statusCode();
                assertThat(status).as(path).isIn(400, 404);
            }
            for (String path : List.of("../outside.jpg", "deep/../../outside.jpg", "%2e%2e/outside.jpg", "link.jpg")) {
                assertProblem(server.get("/thumb?url=local:" + path), 403, "source-not-allowed");
            }
            assertProblem(server.get("/thumb?url=local:" + folder + "/outside.jpg"), 400, "bad-parameter");
        }
    }
}
