package dev.vignette.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Connections to one server on loopback. The one that was idle longest is used next, so that all of them are in
/// use; more are opened when none is idle.
final class Connections implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final EventLoop loop;
    private final InetSocketAddress address;
    private final int most;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Set<Connection> all = new HashSet<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int sentAgain;

    /// @param most connections open at a time
    Connections(EventLoop loop, int port, int most) {
        this.loop = loop;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.most = most;
    }

    /// What became of a request: an answer, or the reason why there is none.
    interface Receiver {
        void answered(Reply reply);

        void failed(String reason);
    }

    /// Opens so many connections at once.
    void open(int count) {
        for (int n = 0; n < count; n++) {
            idle.addLast(opened());
        }
    }

    /// Sends a request on an idle connection, or on a new one.
    void send(byte[] request, Receiver receiver) {
        for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (next.isOpen()) {
                send(next, request, receiver);
                return;
            }
            all.remove(next);
        }
        sendAnew(request, receiver);
    }

    /// How often a request was sent a second time, because the server had closed the idle connection.
    int sentAgain() {
        return sentAgain;
    }

    @Override
    public void close() {
        all.forEach(Connection::close);
    }

    private void sendAnew(byte[] request, Receiver receiver) {
        if (all.size() >= most) {
            receiver.failed("the load generator has no connection left");
        } else {
            send(opened(), request, receiver);
        }
    }

    private void send(Connection connection, byte[] request, Receiver receiver) {
        connection.send(request, new Connection.Receiver() {
            @Override
            public void answered(Connection used, Reply reply) {
                release(used);
                receiver.answered(reply);
            }

            @Override
            public void closed(Connection used, boolean stale, String reason) {
                release(used);
                if (stale) {
                    sentAgain++;
                    sendAnew(request, receiver);
                } else {
                    receiver.failed(reason);
                }
            }
        });
    }

    private void release(Connection connection) {
        if (connection.isOpen()) {
            idle.addLast(connection);
        } else {
            all.remove(connection);
        }
    }

    private Connection opened() {
        try {
            Connection connection = new Connection(loop, address, buffer);
            all.add(connection);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
