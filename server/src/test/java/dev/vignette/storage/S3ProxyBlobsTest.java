package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3ProxyBlobsTest extends S3ContractTest {
    private static S3Process server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = new S3ProxyProcess(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    S3Process server() {
        return server;
    }

    /// Nothing that was appended is lost: the commit can be tried again when the server is back.
    @Test
    void serverIsAway_everyCall_isToldSoInTimeAndGoesOnAfterwards() throws IOException {
        byte[] bytes = random(100_000, 1);
        byte[] more = random(S3Writer.PART + 1, 2);
        try (var store = new S3Blobs(config("TIMEOUT", "3s"), folder().resolve("parts"));
                var writer = store.write();
                var longer = store.write()) {
            BlobKey key = commit(store, random(1000, 3));
            append(writer, bytes);
            append(longer, more);
            server.stop();
            long begin = System.nanoTime();

            assertUnavailable(() -> store.find(key));
            assertUnavailable(() -> store.read(key, 0, 10));
            assertUnavailable(() -> store.delete(key));
            assertUnavailable(() -> store.list("").toList());
            assertUnavailable(writer::commit);
            assertUnavailable(longer::commit);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Waiting.PATIENCE);

            server.start();
            assertThat(store.find(key)).isPresent();
            assertThat(read(store, writer.commit(), 0, bytes.length)).isEqualTo(bytes);
            assertThat(read(store, longer.commit(), 0, more.length)).isEqualTo(more);
        }
        assertThat(unfinished()).isZero();
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }

    /// A server that starts while S3 is away is of use as soon as it is back.
    @Test
    void open_serverIsAway_startsAllTheSame() throws IOException {
        server.stop();
        try (var store = new S3Blobs(config("TIMEOUT", "3s"), folder().resolve("parts"))) {
            server.start();
            assertThat(read(store, commit(store, random(1000, 4)), 0, 1000)).isEqualTo(random(1000, 4));
        }
    }

    @Test
    void read_serverDies_failsInsteadOfEnding() throws IOException {
        byte[] bytes = random(30_000_000, 5);
        try (var store = open(folder())) {
            BlobKey key = commit(store, bytes);
            try (var in = store.read(key, 0, bytes.length).orElseThrow()) {
                assertThat((byte) in.read()).isEqualTo(bytes[0]);
                server.stop();
                assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
            } finally {
                server.start();
            }
        }
    }
}
