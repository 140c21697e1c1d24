package dev.vignette;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Any number of origins, each with an address of its own, that take every connection and never say a word.
final class SilentOrigins implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.ofLiteral("0.0.0.0"));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    SilentOrigins() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                sockets.add(server.accept());
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /// @param n from 0 to 250: which origin
    String url(int n) {
        return "http://127.0.1." + (n + 1) + ":" + server.getLocalPort() + "/a.jpg";
    }

    int connections() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }

    /// Closes every connection and takes no more.
    void hangUp() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
