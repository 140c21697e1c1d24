package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The OpenTelemetry Collector on a free port of loopback: it takes traces by OTLP over HTTP, and prints them.
final class CollectorProcess implements AutoCloseable {
    private static final Path PROGRAM = Path.of("target", "collector", "collector");

    private static final String CONFIG = """
            receivers:
              otlp:
                protocols:
                  http:
                    endpoint: 127.0.0.1:PORT
            exporters:
              debug:
                verbosity: detailed
                sampling_initial: 100000
            service:
              telemetry:
                metrics:
                  level: none
              pipelines:
                traces:
                  receivers: [otlp]
                  exporters: [debug]
            """;

    private final Process process;
    private final Path log;
    private final int port;

    /// @param folder its own, for its configuration and all that it prints
    CollectorProcess(Path folder) throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        log = folder.resolve("collector.log");
        Path config =
                Files.writeString(folder.resolve("collector.yml"), CONFIG.replace("PORT", Integer.toString(port)));
        process = new ProcessBuilder(PROGRAM.toAbsolutePath().toString(), "--config=" + config)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Waiting.until(this::answers);
    }

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    private boolean answers() {
        assertThat(process.isAlive()).as(this::text).isTrue();
        try (var _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /// All that it printed so far.
    String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
