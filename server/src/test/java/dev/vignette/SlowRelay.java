package dev.vignette;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// Passes on what clients of a server of HTTP send, some of it late.
final class SlowRelay implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int port;

    /// Which requests are late, by their first line. When it fails the connection ends.
    volatile Predicate<String> late = _ -> false;

    volatile Duration delay = Duration.ZERO;

    /// Why a connection was not passed on, if one was not.
    volatile Optional<IOException> away = Optional.empty();

    /// @param port of the server, on loopback
    SlowRelay(int port) throws IOException {
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> pass(client, server, true));
                Thread.ofVirtual().start(() -> pass(server, client, false));
            } catch (IOException e) {
                away = Optional.of(e); // closed, or the server is away
            }
        }
    }

    private void pass(Socket from, Socket to, boolean requests) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] block = new byte[64 << 10];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                String text = new String(block, 0, Math.min(count, 500), StandardCharsets.ISO_8859_1);
                if (requests && late.test(text.lines().findFirst().orElse(""))) {
                    Waiting.pause(delay);
                }
                out.write(block, 0, count);
            }
        } catch (IOException e) {
            away = Optional.of(e); // one of the two has left
        } catch (UncheckedIOException e) {
            away = Optional.ofNullable(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
