package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vignette.TestClock;
import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.http.ProxyConfig;
import dev.vignette.http.RoutedServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who asks, by real requests.
final class AuthenticatorTest {
    private static final Issuer ISSUER = new Issuer();
    private static final String COOKIE = "__Host-vignette=";

    private final TestClock clock = new TestClock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RoutedServer> servers = new ArrayList<>();
    private final String token = ISSUER.token();

    @AfterEach
    void stop() {
        servers.forEach(RoutedServer::close);
        threads.close();
    }

    /// Answers with the subject.
    private record WhoAmI(Authenticator authenticator, RateLimits limits) implements Endpoint {
        @Override
        public List<String> methods() {
            return List.of("GET", "HEAD", "POST", "DELETE");
        }

        @Override
        public CompletionStage<Answer> handle(Exchange exchange) {
            return exchange.blocking(() -> {
                Principal principal = authenticator.authenticate(exchange);
                limits.admit(exchange, Actor.of(principal));
                return new Answer(200, Map.of(), principal.subject().getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    private RoutedServer start(boolean loopbackAlone, int rateLimit) {
        return start(loopbackAlone, rateLimit, "127.0.0.1");
    }

    private RoutedServer start(boolean loopbackAlone, int rateLimit, String host) {
        return start(loopbackAlone, rateLimit, host, new ProxyConfig(List.of()));
    }

    private RoutedServer start(boolean loopbackAlone, int rateLimit, String host, ProxyConfig proxies) {
        var config = Settings.of(Map.of("VIGNETTE_AUTH_RATE_LIMIT", Integer.toString(rateLimit)));
        var authenticator = authenticator(loopbackAlone);
        var limits = new RateLimits(config.bind(RightsConfig.class), clock);
        var server = new RoutedServer(Map.of("/me", new WhoAmI(authenticator, limits)), threads, host, proxies);
        servers.add(server);
        return server;
    }

    private static HttpResponse<String> send(RoutedServer server, String method, String... headers) {
        return server.send(HttpClient.Version.HTTP_1_1, method, "/me", BodyHandlers.ofString(), headers);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + '"');
    }

    @Test
    void authenticate_bearer_isTheTokensSubject() {
        var me = start(false, 0);

        assertThat(send(me, "POST", "Authorization", "Bearer " + token).body()).isEqualTo("ann");
        assertThat(send(me, "GET", "Authorization", "bearer  " + token).body()).isEqualTo("ann");
        assertThat(send(me, "GET").body()).as("nobody").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YW5uOmFubg==", "Bearer", "Bearer ", "Bearer a.b.c", "Token x", ""})
    void authenticate_anotherAuthorization_isRefused(String header) {
        var me = start(false, 0);
        var answer = send(me, "GET", "Authorization", header, "Cookie", COOKIE + token);

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .startsWith("Bearer");
    }

    @Test
    void authenticate_twoTokens_isRefused() {
        var me = start(false, 0);

        assertProblem(
                send(me, "GET", "Authorization", "Bearer " + token, "Authorization", "Bearer " + token),
                401,
                "unauthenticated");
        assertProblem(send(me, "GET", "Cookie", COOKIE + token + "; " + COOKIE + "x"), 401, "unauthenticated");
    }

    /// What a sibling domain may set does not become this cookie.
    @Test
    void authenticate_cookieWithinAnother_isNone() {
        var me = start(false, 0);

        for (String cookies : List.of("x=1," + COOKIE + token, "x=1 " + COOKIE + token, "x" + COOKIE + token)) {
            assertThat(send(me, "GET", "Cookie", cookies).body()).as(cookies).isEmpty();
        }
    }

    @Test
    void authenticate_cookie_readsWithoutAProofAndChangesWithOne() {
        var me = start(false, 0);
        String cookies = "a=b; " + COOKIE + token + "; c=d";

        var read = send(me, "GET", "Cookie", cookies);
        assertThat(read.body()).isEqualTo("ann");
        assertThat(read.headers().firstValue("X-CSRF-Token")).contains(Authenticator.proof(token));
        for (String method : List.of("POST", "DELETE")) {
            assertProblem(send(me, method, "Cookie", cookies), 403, "csrf-proof-missing");
            for (String proof : List.of("x", token, Authenticator.proof(token + "x"))) {
                assertProblem(send(me, method, "Cookie", cookies, "X-CSRF-Token", proof), 403, "csrf-proof-missing");
            }
            assertThat(send(me, method, "Cookie", cookies, "X-CSRF-Token", Authenticator.proof(token))
                            .body())
                    .isEqualTo("ann");
        }
    }

    /// Computed by hand: `printf 'vignette csrf proof\n%s' a.b.c | openssl dgst -sha256 -binary | basenc --base64url`.
    @Test
    void proof_isWhatTheDocumentationSays() {
        assertThat(Authenticator.proof("a.b.c")).isEqualTo("BvM2zWt7XO4OBSAUUUT3q9oE_8XTTIPDdKdemSrQEw4");
    }

    @Test
    void authenticate_ownKeyAlone_answersThisMachineAlone() {
        var me = start(true, 0);

        assertThat(send(me, "GET", "Authorization", "Bearer " + token).body()).isEqualTo("ann");
        for (String header : List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")) {
            assertProblem(send(me, "GET", "Authorization", "Bearer " + token, header, "x"), 403, "loopback-only");
        }
        assertThat(send(start(false, 0), "GET", "Via", "x").statusCode()).isEqualTo(200);
    }

    /// By the address that this machine has in a network; the request does not leave it.
    @Test
    void authenticate_ownKeyAloneAndAPeerFromANetwork_isRefused() throws SocketException {
        InetAddress network = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElseGet(InetAddress::getLoopbackAddress);
        assumeFalse(network.isLoopbackAddress(), "this machine has no address in a network");
        var me = start(true, 0, "0.0.0.0");
        URI there = URI.create("http://" + network.getHostAddress() + ':' + me.port() + "/me");
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(there)
                    .header("Authorization", "Bearer " + token)
                    .timeout(Waiting.PATIENCE)
                    .build();
            assertProblem(client.sendAsync(request, BodyHandlers.ofString()).join(), 403, "loopback-only");
        }
        assertThat(send(me, "GET", "Authorization", "Bearer " + token).body()).isEqualTo("ann");
    }

    @Test
    void mayChange_readingRequest_needsWhatAChangeNeeds() {
        var server = new RoutedServer(Map.of("/may", new MayChange(authenticator(false))), threads, "127.0.0.1");
        servers.add(server);
        String proof = Authenticator.proof(token);

        assertThat(may(server, "Authorization", "Bearer " + token)).isEqualTo("true");
        assertThat(may(server, "Cookie", COOKIE + token)).isEqualTo("false");
        assertThat(may(server, "Cookie", COOKIE + token, Authenticator.PROOF, proof))
                .isEqualTo("true");
        assertThat(may(server, "Cookie", COOKIE + token, Authenticator.PROOF, "x"))
                .isEqualTo("false");
        assertThat(may(server)).isEqualTo("false");
    }

    private record MayChange(Authenticator authenticator) implements Endpoint {
        @Override
        public List<String> methods() {
            return List.of("GET", "HEAD");
        }

        @Override
        public CompletionStage<Answer> handle(Exchange exchange) {
            return exchange.blocking(() -> new Answer(
                    200,
                    Map.of(),
                    Boolean.toString(authenticator.mayChange(exchange)).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String may(RoutedServer server, String... headers) {
        return server.send(HttpClient.Version.HTTP_1_1, "GET", "/may", BodyHandlers.ofString(), headers)
                .body();
    }

    private static Authenticator authenticator(boolean loopbackAlone) {
        return new Authenticator(ISSUER.tokens(), Issuer.config().cookie(), loopbackAlone);
    }

    @Test
    void admit_behindAProxyThatIsTrusted_countsItsClients() {
        var me = start(false, 1, "127.0.0.1", new ProxyConfig(List.of("127.0.0.0/8")));

        assertThat(send(me, "GET", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
        assertThat(send(me, "GET", "X-Forwarded-For", "192.0.2.2").statusCode()).isEqualTo(200);
        assertProblem(send(me, "GET", "X-Forwarded-For", "198.51.100.9, 192.0.2.1"), 429, "rate-limited");
        assertThat(send(me, "GET").statusCode()).isEqualTo(200);

        var alone = start(false, 1);
        assertThat(send(alone, "GET", "X-Forwarded-For", "192.0.2.1").statusCode())
                .isEqualTo(200);
        assertProblem(send(alone, "GET", "X-Forwarded-For", "192.0.2.2"), 429, "rate-limited");
    }

    @Test
    void admit_moreThanAllowed_isRefusedUntilTimeHasPassed() {
        var me = start(false, 3);
        String bearer = "Bearer " + token;

        for (int left = 2; left >= 0; left--) {
            var answer = send(me, "GET", "Authorization", bearer);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"requests\";q=3;w=60");
            assertThat(answer.headers().firstValue("RateLimit"))
                    .contains("\"requests\";r=" + left + ";t=" + 20 * (3 - left));
        }
        var refused = send(me, "GET", "Authorization", bearer);
        assertProblem(refused, 429, "rate-limited");
        assertThat(refused.headers().firstValue("Retry-After")).contains("20");
        assertThat(refused.headers().firstValue("RateLimit")).contains("\"requests\";r=0;t=60");

        String other = ISSUER.token(claims -> claims.subject("bob"));
        assertThat(send(me, "GET", "Authorization", "Bearer " + other).statusCode())
                .isEqualTo(200);
        assertThat(send(me, "GET").statusCode()).as("nobody").isEqualTo(200);

        clock.advance(Duration.ofSeconds(20));
        assertThat(send(me, "GET", "Authorization", bearer).statusCode()).isEqualTo(200);
        assertProblem(send(me, "GET", "Authorization", bearer), 429, "rate-limited");
    }
}
