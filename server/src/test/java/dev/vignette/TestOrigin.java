package dev.vignette;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An origin on 127.0.0.1 that counts what is asked of it. What it does not know is 404.
public final class TestOrigin implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    public TestOrigin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
        try (exchange) {
            handlers.getOrDefault(path, unknown -> unknown.sendResponseHeaders(404, -1))
                    .handle(exchange);
        }
    }

    public TestOrigin serve(String path, HttpHandler handler) {
        handlers.put(path, handler);
        return this;
    }

    /// Serves a file.
    ///
    /// @param headers names and values in turn
    public TestOrigin serve(String path, byte[] file, String... headers) {
        return serve(path, exchange -> send(exchange, file, headers));
    }

    static void send(HttpExchange exchange, byte[] file, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// The URL as it stands in a query.
    String parameter(String path) {
        return "url=" + URLEncoder.encode(url(path), StandardCharsets.UTF_8);
    }

    /// How often this was asked for.
    public int requests(String path) {
        var count = requests.get(path);
        return count == null ? 0 : count.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
