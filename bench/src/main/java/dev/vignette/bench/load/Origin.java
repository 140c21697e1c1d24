package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The originals, served by an nginx of our own on loopback. Every URL it gives out is new, so that no cache helps.
final class Origin implements AutoCloseable {
    private final Server nginx;
    private final int port;
    private final List<String> files;
    private final AtomicInteger counter = new AtomicInteger();

    private Origin(Server nginx, int port, List<String> files) {
        this.nginx = nginx;
        this.port = port;
        this.files = files;
    }

    /// Serves the `.jpg` files of a folder; nginx keeps its own files under `scratch`.
    static Origin start(Path folder, Path scratch) throws IOException, InterruptedException {
        Path prefix = Files.createDirectories(scratch.resolve("nginx"));
        Path configuration = prefix.resolve("nginx.conf");
        int port = Ports.free();
        // A master started by root hands its workers to another user, who may not be let into the folder.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Files.writeString(configuration, configuration(user, port, folder.toRealPath()));
        List<String> command = List.of("nginx", "-p", prefix + "/", "-c", configuration.toString(), "-e", "stderr");
        Server nginx = Server.start("nginx", prefix, command, Map.of(), "start worker process ");
        return new Origin(nginx, port, jpegs(folder));
    }

    /// How many originals there are.
    int size() {
        return files.size();
    }

    /// The next original's URL, one that was never given out before.
    String next() {
        int n = counter.getAndIncrement();
        return "http://127.0.0.1:%d/%s?n=%d".formatted(port, files.get(n % files.size()), n);
    }

    @Override
    public void close() {
        nginx.close();
    }

    private static String configuration(String user, int port, Path root) {
        return """
            daemon off;
            %s
            worker_processes auto;
            pid nginx.pid;
            error_log stderr notice;
            events {}
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000;
                types { image/jpeg jpg; }
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:%d;
                    root "%s";
                }
            }
            """.formatted(user, port, root);
    }

    private static List<String> jpegs(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.endsWith(".jpg"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("no .jpg in " + folder);
            }
            return names;
        }
    }
}
