package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server of our own: Debian's program, on a free port of loopback, its data in a temporary folder,
/// never as root, which it refuses. It ends with this process, however that ends. Text is sorted as in English,
/// so that what relies on the order of code points without saying so is found out.
public final class PostgresProcess implements AutoCloseable {
    private static final String USER = "vignette";
    private static final String PASSWORD = "for tests alone";

    /// Ends the server, and removes its folder unless told to keep it, when the input ends or a line comes.
    private static final String WATCH = """
            folder=$1; shift
            "$@" & server=$!
            read -r word
            kill -QUIT $server; wait $server
            [ "$word" = keep ] || rm -rf "$folder"
            """;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path programs = programs();
    private final Path folder;
    private final int port;
    private final List<String> options;
    private @Nullable Process process;

    /// One server for all tests of this process, which has to be quick and not to survive a loss of power.
    private static final class Shared {
        static final PostgresProcess SERVER = new PostgresProcess("-c", "fsync=off");
    }

    public static PostgresProcess shared() {
        return Shared.SERVER;
    }

    /// @param options of the server
    public PostgresProcess(String... options) {
        this.options = List.of(options);
        try {
            folder = Files.createTempDirectory("vignette-postgresql-");
            if (root()) {
                finish(List.of("chown", "nobody", folder.toString()));
            }
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            finish(asNobody(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + data(),
                    "--username=" + USER,
                    "--auth=scram-sha-256",
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--locale-provider=icu",
                    "--icu-locale=en-US",
                    "--no-sync"));
            try (var socket = new ServerSocket(0)) { // as late as can be: nobody holds it until the server does
                port = socket.getLocalPort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /// The newest that is installed.
    private static Path programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max((a, b) -> Integer.compare(version(a), version(b)))
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is missing; scripts/require --install --tests brings it", e);
        }
    }

    private static int version(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asNobody(String... command) {
        var all = new ArrayList<String>();
        if (root()) {
            Collections.addAll(all, "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
        }
        Collections.addAll(all, command);
        return all;
    }

    private static void finish(List<String> command) throws IOException {
        Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.onExit().join().exitValue()).as(said).isZero();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// Starts it again, on the same port and data, and waits until it answers.
    public void start() {
        var command = new ArrayList<>(List.of("sh", "-c", WATCH, "sh", folder.toString()));
        command.addAll(asNobody(
                programs.resolve("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "max_connections=200"));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(this::answers);
    }

    private boolean answers() {
        assertThat(process).as(folder + "/log tells why").matches(Process::isAlive);
        try (Connection connection = connect("postgres")) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false;
        }
    }

    /// Stops it at once, as a crash does: without telling its clients' transactions.
    public void stop() {
        end("keep\n");
    }

    @Override
    public void close() {
        end("");
    }

    private void end(String word) {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        try {
            running.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
            running.getOutputStream().close();
            assertThat(running.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What a server is configured with to use a new, empty database.
    public Map<String, String> freshDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "VIGNETTE_DATABASE_URL", url(name),
                "VIGNETTE_DATABASE_USER", USER,
                "VIGNETTE_DATABASE_PASSWORD", PASSWORD);
    }

    private Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(url(name), USER, PASSWORD);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }
}
