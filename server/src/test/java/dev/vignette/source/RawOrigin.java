package dev.vignette.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP origin on the loopback that sends whatever bytes a test wants, right or wrong. It keeps a connection as long
/// as its script returns true.
final class RawOrigin implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    RawOrigin(Script script) throws IOException {
        this("127.0.0.1", script);
    }

    RawOrigin(String address, Script script) throws IOException {
        this.script = script;
        server = new ServerSocket(0, 100, InetAddress.ofLiteral(address));
        Thread.ofVirtual().start(this::accept);
    }

    /// Answers every request with the same text, as many times as is asked.
    static RawOrigin answering(String... lines) throws IOException {
        String text = String.join("\r\n", lines);
        return new RawOrigin((request, out) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    /// Answers every request with this and closes the connection.
    static RawOrigin answeringOnce(String... lines) throws IOException {
        String text = String.join("\r\n", lines);
        return new RawOrigin((request, out) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            String request = head(in);
            while (!request.isEmpty()) {
                requests.add(request);
                if (!script.answer(request, socket.getOutputStream())) {
                    return;
                }
                request = head(in);
            }
            ended.incrementAndGet();
        } catch (SocketException e) {
            broken.incrementAndGet();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One request up to its blank line; empty at the end of the connection.
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    int port() {
        return server.getLocalPort();
    }

    SourceUrl.Remote url(String path) {
        return url("127.0.0.1", path);
    }

    SourceUrl.Remote url(String host, String path) {
        return (SourceUrl.Remote) SourceUrl.parse("http://" + host + ":" + port() + path);
    }

    int connections() {
        return connections.get();
    }

    /// How many connections the other side closed while the script was at them.
    int broken() {
        return broken.get();
    }

    /// How many connections the other side closed while the origin waited for a request.
    int ended() {
        return ended.get();
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    interface Script {
        /// @return whether the connection takes another request
        boolean answer(String request, OutputStream out) throws IOException, InterruptedException;
    }
}
