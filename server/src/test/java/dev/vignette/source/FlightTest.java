package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many requests for one original: one fetch, which none of them owns.
@Timeout(120)
class FlightTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final Keeping keeping;
    private final RawOrigin origin;

    FlightTest(@TempDir Path folder) throws IOException {
        keeping = new Keeping(folder, "DISK", "0");
        origin = new RawOrigin((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nim".getBytes(StandardCharsets.US_ASCII));
            release.await();
            out.write("age".getBytes(StandardCharsets.US_ASCII));
            return true;
        });
    }

    @AfterEach
    void close() throws IOException {
        release.countDown();
        keeping.close();
        origin.close();
    }

    @BeforeEach
    void nothingIsHeld() {
        assertThat(keeping.originals.memoryBytes()).isZero();
    }

    @Test
    void fetch_byMany_asksOnce() throws Exception {
        var fetches = new ArrayList<CompletableFuture<Original>>();
        for (int i = 0; i < 100; i++) {
            fetches.add(Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/"))));
        }
        Waiting.until(() -> keeping.originals.waiting() == 100);
        release.countDown();

        for (var fetch : fetches) {
            try (Original original = fetch.get()) {
                assertThat(Fetching.bytes(original)).asString().isEqualTo("image");
            }
        }
        assertThat(origin.requests()).hasSize(1);
        assertNothingIsHeld();
    }

    @Test
    void fetch_firstOneLeaves_theOthersGetIt() throws Exception {
        var outcome = new CompletableFuture<ErrorCode>();
        Thread first = Thread.ofVirtual().start(() -> outcome.complete(failure(origin)));
        Waiting.until(() -> origin.requests().size() == 1);
        var second = Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/")));
        Waiting.until(() -> keeping.originals.waiting() == 2);

        first.interrupt();
        assertThat(outcome.get()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        release.countDown();

        try (Original original = second.get()) {
            assertThat(Fetching.bytes(original)).asString().isEqualTo("image");
        }
        assertThat(origin.requests()).hasSize(1);
        assertNothingIsHeld();
    }

    @Test
    void fetch_allLeave_isCutOffAndMayBeginAnew() throws Exception {
        var first = new AtomicBoolean(true);
        try (var endless = new RawOrigin((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (first.get()) {
                out.write('x');
                Thread.sleep(1);
            }
            out.write(new byte[5_000_000]);
            return true;
        })) {
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 10; i++) {
                threads.add(Thread.ofVirtual().start(() -> failure(endless)));
            }
            Waiting.until(() ->
                    keeping.originals.waiting() == 10 && endless.requests().size() == 1);

            threads.forEach(Thread::interrupt);
            Waiting.until(() -> endless.broken() == 1);
            assertNothingIsHeld();

            first.set(false);
            try (Original original = keeping.originals.fetch(endless.url("/"))) {
                assertThat(Fetching.bytes(original)).hasSize(5_000_000);
            }
        }
    }

    @Test
    void fetch_ownDeadlinePasses_endsOnlyThatWaiting() throws Exception {
        var patient = Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/")));
        Waiting.until(() -> origin.requests().size() == 1);
        var hasty = new RequestContext("hasty", Deadline.after(Duration.ofMillis(50)));
        assertThatThrownBy(() -> ScopedValue.where(RequestContext.CURRENT, hasty)
                        .call(() -> keeping.originals.fetch(origin.url("/"))))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
        release.countDown();
        patient.get().close();
        assertNothingIsHeld();
    }

    @Test
    void fetch_failsForOne_failsForAll() throws Exception {
        var first = Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/")));
        Waiting.until(() -> origin.requests().size() == 1);
        var second = Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/")));
        Waiting.until(() -> keeping.originals.waiting() == 2);
        origin.close();

        assertThatThrownBy(first::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(VignetteException.class);
        assertThatThrownBy(second::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(VignetteException.class);
        assertNothingIsHeld();
    }

    @Test
    void close_whileItIsRead_waitsForTheReader() throws Exception {
        release.countDown();
        var reading = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Original original = keeping.originals.fetch(origin.url("/"));
        var text = Keeping.inBackground(() -> original.read(file -> {
            reading.countDown();
            Waiting.await(closed);
            byte[] bytes = new byte[file.remaining()];
            file.get(bytes);
            return new String(bytes, StandardCharsets.US_ASCII);
        }));
        reading.await();
        keeping.settle();
        original.close();
        original.close();
        assertThat(keeping.originals.memoryBytes()).isPositive();
        closed.countDown();

        assertThat(text.get()).isEqualTo("image");
        assertNothingIsHeld();
        assertThatThrownBy(() -> original.read(file -> file)).isInstanceOf(IllegalStateException.class);
    }

    private ErrorCode failure(RawOrigin from) {
        try (Original original = keeping.originals.fetch(from.url("/"))) {
            throw new AssertionError("fetched " + original.maxAge());
        } catch (VignetteException e) {
            return e.code();
        }
    }

    private void assertNothingIsHeld() {
        Waiting.until(() -> keeping.originals.memoryBytes() == 0);
        keeping.settle();
    }
}
