package dev.vignette.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/// One keep-alive HTTP/1.1 connection, which carries one request at a time.
final class Connection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Receiver NOBODY = new Receiver() {
        @Override
        public void answered(Connection connection, Reply reply) {
            throw new IllegalStateException("an answer that nobody asked for");
        }

        @Override
        public void closed(Connection connection, boolean stale, String reason) {
            // It ended while nobody used it.
        }
    };

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer buffer;
    private final ReplyReader reader = new ReplyReader();
    private ByteBuffer unsent = NOTHING;
    private Receiver receiver = NOBODY;
    private boolean reused;

    /// Who waits for an answer. Exactly one method is called, once.
    interface Receiver {
        void answered(Connection connection, Reply reply);

        /// @param stale nothing came of the answer on a connection that had served before: the server may have closed
        ///     it for its idleness just as the request went out, so the request may be sent once more
        void closed(Connection connection, boolean stale, String reason);
    }

    /// Opens a connection; requests may be sent at once.
    ///
    /// @param buffer what is read goes through it; all connections of a loop may share one
    Connection(EventLoop loop, InetSocketAddress address, ByteBuffer buffer) throws IOException {
        this.buffer = buffer;
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(address);
        this.key = loop.register(channel, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this::ready);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void send(byte[] request, Receiver whoWaits) {
        receiver = whoWaits;
        unsent = ByteBuffer.wrap(request);
        if (channel.isConnected()) {
            guarded(this::write);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void ready() {
        guarded(() -> {
            if (key.isConnectable() && channel.finishConnect()) {
                write();
            } else if (key.isWritable()) {
                write();
            } else if (key.isReadable()) {
                read();
            }
        });
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            end(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private void write() throws IOException {
        channel.write(unsent);
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void read() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        if (read < 0) {
            end("the server closed the connection");
        } else if (reader.take(buffer.flip())) {
            Reply reply = reader.reply();
            Receiver whoWaited = receiver;
            receiver = NOBODY;
            reused = true;
            if (reply.header("Connection").orElse("").equalsIgnoreCase("close")) {
                close();
            }
            whoWaited.answered(this, reply);
        }
    }

    private void end(String reason) {
        close();
        Receiver whoWaited = receiver;
        receiver = NOBODY;
        whoWaited.closed(this, reused && reader.isEmpty(), reason);
    }
}
