package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that is killed in the middle of an upload.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(240)
final class TusKillTest {
    private static final byte[] PICTURE = TusCalls.picture(3_000_000);
    private static final int FIRST = 1_000_000;

    private final Path data;
    private final Map<String, String> environment;

    TusKillTest(Dialect dialect, @TempDir Path data) {
        this.data = data;
        environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString()));
        environment.putAll(TestDatabases.environment(dialect, data));
    }

    @Test
    void patch_afterAKill_goesOnBehindWhatWasAcknowledged() throws Exception {
        String upload;
        try (var http = HttpClient.newHttpClient();
                var server = new ServerProcess(environment)) {
            var tus = calls(http, server);
            upload = tus.begin(PICTURE.length);
            assertThat(tus.patch(upload, 0, Arrays.copyOf(PICTURE, FIRST)).statusCode())
                    .isEqualTo(204);
            try (Socket socket = sending(tus, upload)) {
                server.kill();
                assertThat(socket.isConnected()).isTrue();
            }
        }
        try (var http = HttpClient.newHttpClient();
                var server = new ServerProcess(environment)) {
            var tus = calls(http, server);
            assertThat(tus.head(upload).headers().firstValue("Upload-Offset")).contains(Integer.toString(FIRST));

            var last = tus.patch(upload, FIRST, Arrays.copyOfRange(PICTURE, FIRST, PICTURE.length));

            assertThat(last.statusCode()).isEqualTo(204);
            String image = last.headers().firstValue("Content-Location").orElseThrow();
            assertThat(Arrays.equals(tus.client().get(image + "/content").body(), PICTURE))
                    .isTrue();
        }
    }

    private TusCalls calls(HttpClient http, ServerProcess server) {
        String token = LibraryTokens.of(data, Clock.systemUTC(), "ann", List.of("editor"), List.of());
        return new TusCalls(new LibraryClient(http, server.port(), token));
    }

    /// A connection on which the next bytes come, but for the last.
    private static Socket sending(TusCalls tus, String upload) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), tus.client().port());
        String head = "PATCH " + upload + " HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer "
                + tus.client().token() + "\r\nUpload-Offset: " + FIRST + "\r\nContent-Type: " + TusCalls.BODY
                + "\r\nContent-Length: 500001\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(PICTURE, FIRST, 500_000);
        return socket;
    }
}
