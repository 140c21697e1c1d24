package dev.vignette.source;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A name server on 127.0.0.1. A name has one list of addresses for each time it is asked for (the last one stays);
/// names without any do not exist, and the name `silent` is never answered.
final class FakeDns implements AutoCloseable {
    private static final int A = 1;
    private static final int TYPES_SUPPORTED_LENGTH = 4;

    private final DatagramSocket socket;
    private final Map<String, List<List<String>>> names;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    FakeDns(Map<String, List<List<String>>> names) throws IOException {
        this.names = names;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().start(this::serve);
    }

    String server() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /// How often the IPv4 addresses of the name were asked for.
    int asked(String name) {
        return asked.getOrDefault(name, 0);
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                answer(packet);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
        var name = new StringBuilder();
        int end = 12;
        while (query[end] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, end + 1, query[end], StandardCharsets.US_ASCII));
            end += query[end] + 1;
        }
        int type = query[end + 2];
        end += 1 + TYPES_SUPPORTED_LENGTH;
        if (name.toString().equals("silent")) {
            return;
        }
        byte[] reply = reply(query, end, name.toString(), type);
        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
    }

    private byte[] reply(byte[] query, int end, String name, int type) {
        List<List<String>> turns = names.getOrDefault(name, List.of());
        List<String> addresses = List.of();
        if (type == A && !turns.isEmpty()) {
            int turn = asked.merge(name, 1, Integer::sum) - 1;
            addresses = turns.get(Math.min(turn, turns.size() - 1));
        }
        var reply = ByteBuffer.allocate(512);
        reply.put(query, 0, 2)
                .putShort((short) (turns.isEmpty() ? 0x8183 : 0x8180))
                .putShort((short) 1);
        reply.putShort((short) addresses.size()).putShort((short) 0).putShort((short) 0);
        reply.put(query, 12, end - 12);
        for (String address : addresses) {
            // a pointer to the name, type A, class IN, no time to live, four bytes
            reply.putShort((short) 0xc00c).putShort((short) A).putShort((short) 1);
            reply.putInt(0)
                    .putShort((short) 4)
                    .put(InetAddress.ofLiteral(address).getAddress());
        }
        return Arrays.copyOf(reply.array(), reply.position());
    }

    @Override
    public void close() {
        socket.close();
    }
}
