package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import dev.vignette.Waiting;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.http.RoutedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// All that decides on access, as a server puts it together, asked over HTTP. On PostgreSQL two processes are two sets
/// of parts, each with connections of its own.
@ParameterizedClass
@EnumSource(Dialect.class)
final class AccessTest {
    private static final ImageRef OURS = new ImageRef("7", "somebody", Set.of("red"));

    private final Dialect dialect;
    private final TestClock clock = new TestClock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    private Map<String, String> database = Map.of();

    AccessTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void make() {
        database = TestDatabases.environment(dialect, folder);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        threads.close();
    }

    /// @param settings names after `VIGNETTE_AUTH_` and values in turn
    private Access open(Database tables, String... settings) {
        var environment = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_AUTH_" + settings[i], settings[i + 1]);
        }
        var bound = Settings.of(environment);
        var access = new Access(bound.bind(TokenConfig.class), bound.bind(RightsConfig.class), folder, tables, clock);
        opened.add(access);
        return access;
    }

    private Database tables() {
        var tables = Database.open(TestDatabases.config(database), folder);
        opened.add(tables);
        return tables;
    }

    /// With a link, what it shows; with a token, whether its principal may see [#OURS], and whether it may
    /// administer.
    private record Door(Access access) implements Endpoint {
        @Override
        public CompletionStage<Answer> handle(Exchange exchange) {
            return exchange.blocking(
                    () -> new Answer(200, Map.of(), answer(exchange).getBytes(StandardCharsets.UTF_8)));
        }

        private String answer(Exchange exchange) {
            var link = exchange.header("X-Link");
            if (link.isPresent()) {
                return String.join(" ", access.enter(exchange, link.get()).images());
            }
            Principal principal = access.enter(exchange);
            return principal.subject()
                    + (access.rights().may(principal, Verb.VIEW, OURS) ? " sees" : "")
                    + (access.rights().may(principal, Verb.ADMIN) ? " administers" : "");
        }
    }

    private RoutedServer serve(Access access) {
        var server = new RoutedServer(Map.of("/door", new Door(access)), threads, "127.0.0.1");
        opened.add(server);
        return server;
    }

    private static HttpResponse<String> send(RoutedServer server, String... headers) {
        return server.send(HttpClient.Version.HTTP_1_1, "GET", "/door", BodyHandlers.ofString(), headers);
    }

    private String token(String subject, String role) {
        var wish = new TokenMint.Wish(subject, List.of(role), List.of("red"), Map.of(), Duration.ofHours(1));
        return new TokenMint(Issuer.config(), folder, clock).token(wish);
    }

    @Test
    void enter_firstStart_acceptsTokensOfItsOwnKeyFromThisMachine() {
        var server = serve(open(tables()));
        String bearer = "Bearer " + token("ann", "admin");

        assertThat(send(server, "Authorization", bearer).body()).isEqualTo("ann sees administers");
        assertThat(send(server).body()).as("nobody").isEmpty();
        assertThat(send(server, "Authorization", bearer, "X-Forwarded-For", "x").statusCode())
                .isEqualTo(403);
        assertThat(send(server, "Authorization", "Bearer " + new Issuer().token())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void open_keyThatOthersMayRead_isRefused() throws IOException {
        Path file = Issuer.config().signingKey(folder);
        OwnKeyFile.open(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(() -> open(tables()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void introduce_firstStart_makesAKeyUnlessThereAreOthers() {
        Path file = Issuer.config().signingKey(folder);

        Access.introduce(Issuer.config("JWKS_URL", "https://issuer.example/keys"), folder);
        assertThat(file).doesNotExist();
        Access.introduce(Issuer.config(), folder);
        assertThat(file).exists();
    }

    @Test
    void enter_ownKeyNamedAsAnIssuers_isAcceptedFromAnywhere() {
        String bearer = "Bearer " + token("ann", "viewer");
        String known = OwnKeyFile.publicFile(Issuer.config().signingKey(folder)).toString();
        var server = serve(open(tables(), "PEM_FILES", known));

        assertThat(send(server, "Authorization", bearer, "X-Forwarded-For", "x").body())
                .isEqualTo("ann sees");
    }

    @Test
    void enter_keysOfAnIssuer_putTheOwnOneOutOfUse() {
        String own = token("ann", "admin");
        Path other = folder.resolve("other").resolve("key.pem");
        OwnKey issuer = OwnKeyFile.open(other);
        var server =
                serve(open(tables(), "PEM_FILES", OwnKeyFile.publicFile(other).toString()));

        assertThat(send(server, "Authorization", "Bearer " + own).statusCode()).isEqualTo(401);
        String theirs = issuer.sign("at+jwt", new Issuer().claims().build());
        assertThat(send(server, "Authorization", "Bearer " + theirs).body()).isEqualTo("ann");
    }

    @Test
    void enter_strategies_countWhatTheySay() {
        var tables = tables();
        String bearer = "Bearer " + token("ann", "admin");
        var live = open(tables, "STRATEGY", "live");
        var server = serve(live);

        assertThat(send(serve(open(tables, "STRATEGY", "roles")), "Authorization", bearer)
                        .body())
                .isEqualTo("ann sees administers");
        assertThat(send(server, "Authorization", bearer).body()).isEqualTo("ann");
        live.rightsChanges().role(Actor.local(), "ann", "viewer", true);
        live.rightsChanges().team(Actor.local(), "ann", "red", true);
        assertThat(send(server, "Authorization", bearer).body()).as("at once").isEqualTo("ann sees");
        live.rightsChanges().define(Actor.local(), "viewer", Set.of(Permission.VIEW_OWN));
        assertThat(send(server, "Authorization", bearer).body()).as("at once").isEqualTo("ann");
    }

    @Test
    void enter_link_showsItsImagesUntilItIsRevoked() {
        var access = open(tables());
        var server = serve(access);
        var creator = new Principal("ann", Set.of(), Set.of(), Map.of(), Principal.ANONYMOUS.token());
        var made = access.links().create(creator, Set.of("7"), 0, Duration.ofHours(1));

        assertThat(send(server, "X-Link", made.token()).body()).isEqualTo("7");
        assertThat(send(server, "X-Link", made.token() + "x").statusCode()).isEqualTo(403);
        access.links().revoke(Actor.of(creator), made.link().id());
        assertThat(send(server, "X-Link", made.token()).statusCode()).isEqualTo(410);
    }

    /// By the news on PostgreSQL, by the time that things are kept on SQLite.
    @Test
    void enter_changesByAnotherProcess_takeHold() {
        String ttl = dialect == Dialect.SQLITE ? "100ms" : "1h";
        String[] settings = {"STRATEGY", "live", "RIGHTS_TTL", ttl, "RATE_LIMIT", "0"};
        var here = open(tables(), settings);
        var server = serve(open(tables(), settings));
        var creator = new Principal("ann", Set.of(), Set.of(), Map.of(), Principal.ANONYMOUS.token());
        var made = here.links().create(creator, Set.of("7"), 0, Duration.ofHours(1));
        String bearer = "Bearer " + token("ann", "viewer");
        assertThat(send(server, "Authorization", bearer).body()).isEqualTo("ann");
        assertThat(send(server, "X-Link", made.token()).body()).isEqualTo("7");

        here.rightsChanges().role(Actor.local(), "ann", "viewer", true);
        here.rightsChanges().team(Actor.local(), "ann", "red", true);
        here.links().revoke(Actor.of(creator), made.link().id());

        Waiting.until(() -> send(server, "Authorization", bearer).body().equals("ann sees"));
        Waiting.until(() -> send(server, "X-Link", made.token()).statusCode() == 410);
        here.rightsChanges().define(Actor.local(), "viewer", Set.of());
        Waiting.until(() -> send(server, "Authorization", bearer).body().equals("ann"));
        here.rightsChanges().revoke(Actor.local(), "ann");
        Waiting.until(() -> send(server, "Authorization", bearer).statusCode() == 401);
    }
}
