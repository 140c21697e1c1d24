package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other origins, behind a real port.
final class CorsTest {
    private static final String PAGE = "https://photos.example";
    private static final Map<String, Endpoint> ENDPOINTS = Map.of(
            "/thumb",
            _ -> CompletableFuture.completedFuture(Answer.empty(200, Headers.of(Map.of("Vary", "Accept")))),
            "/v1/images",
            Endpoint.byMethod(Map.of("POST", _ -> CompletableFuture.completedFuture(Answer.empty(201, Headers.NONE)))));

    private static Serving serving(String... settings) {
        var environment = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_CORS_" + settings[i], settings[i + 1]);
        }
        return new Serving(
                ENDPOINTS, RoutedServer.TERMS.with(Settings.of(environment).bind(CorsConfig.class)));
    }

    private static HttpResponse<String> preflight(Serving serving, String path, String origin, String headers)
            throws Exception {
        return serving.send(
                "OPTIONS",
                path,
                BodyPublishers.noBody(),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                headers);
    }

    @Test
    void answer_notConfigured_saysNothing() throws Exception {
        try (var serving = serving()) {
            var answer = serving.get("/thumb", "Origin", PAGE);

            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(answer.headers().allValues("Vary")).containsExactly("Accept");
            assertThat(preflight(serving, "/thumb", PAGE, "if-match").statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void answer_allowedOrigin_mayBeRead() throws Exception {
        try (var serving = serving("ORIGINS", "https://other.example," + PAGE, "CREDENTIALS", "true")) {
            for (String path : List.of("/thumb", "/none")) {
                var headers = serving.get(path, "Origin", PAGE).headers();

                assertThat(headers.allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
                assertThat(headers.firstValue("Access-Control-Allow-Credentials"))
                        .contains("true");
                assertThat(headers.firstValue("Access-Control-Expose-Headers").orElseThrow())
                        .contains("ETag", "Upload-Offset");
                assertThat(headers.allValues("Vary")).contains("Origin");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://photos.example.evil", "http://photos.example", "null", "https://photos.example:8"})
    void answer_otherOrigin_mayNotBeRead(String origin) throws Exception {
        try (var serving = serving("ORIGINS", PAGE)) {
            var headers = serving.get("/thumb", "Origin", origin).headers();

            assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(headers.allValues("Vary")).contains("Origin", "Accept");
            assertThat(preflight(serving, "/v1/images", origin, "if-match")
                            .headers()
                            .firstValue("Access-Control-Allow-Methods"))
                    .isEmpty();
        }
    }

    @Test
    void answer_anyOrigin_isOneForAll() throws Exception {
        try (var serving = serving("ORIGINS", "*")) {
            var headers = serving.get("/thumb", "Origin", PAGE).headers();

            assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
            assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(headers.allValues("Vary")).containsExactly("Accept");
        }
    }

    @Test
    void preflight_allowedOrigin_tellsWhatMayBeSent() throws Exception {
        try (var serving = serving("ORIGINS", PAGE, "MAX_AGE", "10s")) {
            var answer = preflight(serving, "/v1/images", PAGE, "authorization,if-match");

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                    .contains("OPTIONS, POST");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                    .contains("authorization,if-match");
            assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("10");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(PAGE);
            assertThat(preflight(serving, "/none", PAGE, "if-match").statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a,,b"})
    void preflight_noFieldNames_allowsNone(String names) throws Exception {
        try (var serving = serving("ORIGINS", PAGE)) {
            var answer = preflight(serving, "/v1/images", PAGE, names);

            assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                    .isEmpty();
        }
    }

    @Test
    void bind_nothingSet_isOff() {
        assertThat(Settings.of(Map.of()).bind(CorsConfig.class)).isEqualTo(CorsConfig.OFF);
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_CORS_ORIGINS", PAGE + ",https://b.example",
                "VIGNETTE_CORS_CREDENTIALS", "true",
                "VIGNETTE_CORS_MAX_AGE", "0s");

        assertThat(Settings.of(environment).bind(CorsConfig.class))
                .isEqualTo(new CorsConfig(List.of(PAGE, "https://b.example"), true, Duration.ZERO));
    }

    @Test
    void bind_credentialsForAll_areRefused() {
        var settings = Settings.of(Map.of("VIGNETTE_CORS_ORIGINS", "*", "VIGNETTE_CORS_CREDENTIALS", "true"));

        assertThatThrownBy(() -> settings.bind(CorsConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_CORS_CREDENTIALS: ");
    }
}
