package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that send as slowly as they like, for as long as they are let.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class ReceiveTimeoutTest {
    private static final int MILLIS = 1000;
    private static final String HEAD = "GET /thumb HTTP/1.1\r\nHost: a\r\n";

    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer("RECEIVE_TIMEOUT", MILLIS + "ms", "IDLE_TIMEOUT", "1h");
        server.origin.serve("/slow.jpg", exchange -> {
            try {
                Thread.sleep(3 * MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] picture = Pictures.jpeg(8, 8);
            exchange.sendResponseHeaders(200, picture.length);
            exchange.getResponseBody().write(picture);
        });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", HEAD, "POST /thumb HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"})
    void send_byteAfterByte_isCutOff(String beginning) throws Exception {
        try (Socket socket = server.connect()) {
            write(socket, beginning);
            awaitCut(socket);
        }
    }

    @Test
    void send_secondRequestByteAfterByte_isCutOff() throws Exception {
        try (Socket socket = server.connect()) {
            write(socket, HEAD + "\r\n");
            assertAnswered(socket);
            awaitCut(socket);
        }
    }

    @Test
    void send_pausesBetweenRequests_areFree() throws Exception {
        try (Socket socket = server.connect()) {
            Thread.sleep(2 * MILLIS);
            for (int i = 0; i < 2; i++) {
                write(socket, HEAD);
                Thread.sleep(MILLIS / 10);
                write(socket, "\r\n");
                assertAnswered(socket);
                Thread.sleep(2 * MILLIS);
            }
        }
    }

    @Test
    void send_answerThatTakesLonger_isWaitedFor() {
        assertThat(server.get(server.thumb("/slow.jpg", "w=4")).statusCode()).isEqualTo(200);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads the head and the body of one answer.
    private static void assertAnswered(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head).startsWith("HTTP/1.1 400");
        int length = Integer.parseInt(head.toString().replaceFirst("(?is).*content-length: (\\d+).*", "$1"));
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
    }

    /// Sends one more byte now and then, until the connection is closed; the test's time-out ends a wait in vain.
    private static void awaitCut(Socket socket) throws Exception {
        try {
            while (true) {
                write(socket, "x");
                Thread.sleep(MILLIS / 10);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
        }
    }
}
