package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A quota that is less than what is coming.
@Timeout(180)
final class LibraryQuotaTest {
    /// The rest of it need not come.
    @Test
    void upload_thatOutgrowsItsRoom_isRefusedWhileItComes(@TempDir Path data) throws Exception {
        byte[] some = TusCalls.picture(2 << 20);
        try (var server = new TestServer("DATA_DIR", data.toString(), "LIBRARY_QUOTA", "1MiB");
                Socket socket = server.connect()) {
            var ann = server.library("ann", List.of("editor"), List.of());
            String head = "POST /v1/images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer "
                    + ann.token() + "\r\n\r\n" + Integer.toHexString(4 << 20) + "\r\n";
            socket.setSoTimeout((int) Waiting.PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(some);

            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 507 ");
            assertThat(LibraryTests.ids(ann, "")).isEmpty();
        }
    }
}
