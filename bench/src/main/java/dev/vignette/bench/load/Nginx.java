package dev.vignette.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An nginx of our own on loopback that serves a folder of `.jpg` files.
final class Nginx implements AutoCloseable {
    private final Server server;
    private final int port;

    private Nginx(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Serves a folder, set up as one would for static files and many clients; nginx keeps its own files under
    /// `scratch`.
    ///
    /// @param directives more of them for the server, one a line
    static Nginx start(Path folder, Path scratch, String directives) throws IOException, InterruptedException {
        Path prefix = Files.createDirectories(scratch.resolve("nginx"));
        Path configuration = prefix.resolve("nginx.conf");
        int port = Ports.free();
        // A master started by root hands its workers to another user, who may not be let into the folder.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Files.writeString(configuration, configuration(user, port, folder.toRealPath(), directives));
        List<String> command = List.of("nginx", "-p", prefix + "/", "-c", configuration.toString(), "-e", "stderr");
        return new Nginx(Server.start("nginx", prefix, command, Map.of(), "start worker process "), port);
    }

    String url(String file) {
        return "http://127.0.0.1:%d/%s".formatted(port, file);
    }

    Server server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }

    private static String configuration(String user, int port, Path root, String directives) {
        return """
            daemon off;
            %s
            worker_processes auto;
            worker_rlimit_nofile 16384;
            pid nginx.pid;
            error_log stderr notice;
            events { worker_connections 8192; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                open_file_cache max=1000 inactive=60s;
                keepalive_requests 1000000000;
                types { image/jpeg jpg; }
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:%d backlog=4096;
                    root "%s";
                    %s
                }
            }
            """.formatted(user, port, root, directives);
    }
}
