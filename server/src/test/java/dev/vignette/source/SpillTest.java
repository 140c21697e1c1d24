package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// More originals than memory holds.
@Timeout(120)
class SpillTest {
    private static final byte[] BODY = random(1_000_000);

    private final Path folder;

    SpillTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0, 0, false", "64KiB, 0, true", "1MiB, 0, false", "64KiB, 1GiB, true", "0, 1GiB, false"})
    void fetch_moreThanTheMemory_goesToAFile(String memory, String disk, boolean announced) throws IOException {
        try (var origin = origin(announced);
                var keeping = new Keeping(folder, "MEMORY", memory, "DISK", disk)) {
            Original original = keeping.originals.fetch(origin.url("/"));
            assertThat(keeping.originals.spilledBytes()).isEqualTo(BODY.length);
            assertThat(Fetching.bytes(original)).isEqualTo(BODY);
            keeping.settle();
            assertThat(Fetching.bytes(original)).isEqualTo(BODY);
            original.close();

            assertNothingIsHeld(keeping);
            assertThat(files()).as("what is kept").isEqualTo(disk.equals("0") ? 0 : 1);
            if (!disk.equals("0")) {
                try (Original again = keeping.originals.fetch(origin.url("/"))) {
                    assertThat(Fetching.bytes(again)).isEqualTo(BODY);
                }
                assertThat(origin.requests()).hasSize(1);
            }
        }
    }

    @Test
    void fetch_manyAtATime_staysWithinTheMemory() throws Exception {
        try (var origin = origin(true);
                var keeping = new Keeping(folder, "MEMORY", "4MiB", "DISK", "0")) {
            var fetches = new ArrayList<CompletableFuture<Original>>();
            for (int i = 0; i < 30; i++) {
                var url = origin.url("/" + i);
                fetches.add(Keeping.inBackground(() -> keeping.originals.fetch(url)));
            }
            for (var fetch : fetches) {
                fetch.get();
                assertThat(keeping.originals.memoryBytes()).isLessThanOrEqualTo(2 << 20);
            }
            assertThat(keeping.originals.spilledBytes()).isGreaterThanOrEqualTo(28L * BODY.length);
            for (var fetch : fetches) {
                assertThat(Fetching.bytes(fetch.get())).isEqualTo(BODY);
                fetch.get().close();
            }
            assertNothingIsHeld(keeping);
        }
    }

    @Test
    void fetch_originsThatAnnounceMuchAndDrip_takeLittleMemory() throws Exception {
        long count = 200;
        var threads = new ArrayList<Thread>();
        try (var origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write('x');
                        Thread.sleep(20);
                    }
                });
                var keeping = new Keeping(folder, "DISK", "0", "MAX_CONNECTIONS_PER_HOST", "200")) {
            for (int i = 0; i < count; i++) {
                var url = origin.url("/" + i);
                threads.add(Thread.ofVirtual()
                        .start(() -> assertThatThrownBy(() -> keeping.originals.fetch(url))
                                .isInstanceOf(VignetteException.class)));
            }
            Waiting.until(() -> keeping.originals.memoryBytes() >= count * (64 << 10));
            assertThat(keeping.originals.memoryBytes()).isEqualTo(count * (64 << 10));
            assertThat(keeping.originals.spilledBytes()).isZero();

            threads.forEach(Thread::interrupt);
            assertNothingIsHeld(keeping);
        }
    }

    @Test
    void fetch_moreThanFilesMayHold_isOverloadedAndRecovers() throws Exception {
        try (var origin = origin(true);
                var keeping = new Keeping(folder, "MEMORY", "0", "SPILL", "1500000", "DISK", "0")) {
            Original held = keeping.originals.fetch(origin.url("/1"));
            keeping.failure(origin.url("/2"), ErrorCode.OVERLOADED);
            held.close();
            assertNothingIsHeld(keeping);
            keeping.originals.fetch(origin.url("/2")).close();
        }
    }

    @Test
    void fetch_diskThatTakesNothing_isOverloadedOnlyWithoutMemory() throws Exception {
        Path file = Files.createFile(folder.resolve("no-folder"));
        try (var origin = origin(true);
                var keeping = new Keeping(file, "MEMORY", "5MiB", "DISK", "0")) {
            Original held = keeping.originals.fetch(origin.url("/1"));
            Original other = keeping.originals.fetch(origin.url("/2"));
            keeping.failure(origin.url("/3"), ErrorCode.OVERLOADED);
            held.close();
            other.close();
            assertNothingIsHeld(keeping);
            try (Original original = keeping.originals.fetch(origin.url("/3"))) {
                assertThat(Fetching.bytes(original)).isEqualTo(BODY);
            }
        }
    }

    @Test
    void fetch_folderOfTheTierIsGone_goesOnWithoutIt() throws Exception {
        try (var origin = origin(true);
                var keeping = new Keeping(folder, "DISK", "1GiB")) {
            Files.delete(folder.resolve("unfinished"));
            for (int i = 0; i < 2; i++) {
                try (Original original = keeping.originals.fetch(origin.url("/"))) {
                    assertThat(Fetching.bytes(original)).isEqualTo(BODY);
                }
                keeping.settle();
            }
            assertThat(origin.requests()).hasSize(2);
        }
    }

    @Test
    void fetch_brokenOffInAFile_leavesNothing() throws Exception {
        try (var origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(BODY);
                    return false;
                });
                var keeping = new Keeping(folder, "MEMORY", "0", "DISK", "1GiB")) {
            assertThatThrownBy(() -> keeping.originals.fetch(origin.url("/"))).isInstanceOf(VignetteException.class);
            assertNothingIsHeld(keeping);
            assertThat(files()).isZero();
        }
    }

    @Test
    void read_filesByMany_waitsForMemory() throws Exception {
        try (var origin = origin(true);
                var keeping = new Keeping(folder, "MEMORY", "64KiB", "DISK", "0")) {
            var reading = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            Original first = keeping.originals.fetch(origin.url("/1"));
            Original second = keeping.originals.fetch(origin.url("/2"));
            var length = Keeping.inBackground(() -> first.read(file -> {
                reading.countDown();
                Waiting.await(go);
                return file.remaining();
            }));
            reading.await();
            var hasty = new RequestContext("hasty", Deadline.after(Duration.ofMillis(50)));
            assertThatThrownBy(() -> ScopedValue.where(RequestContext.CURRENT, hasty)
                            .call(() -> second.read(ByteBuffer::remaining)))
                    .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                    .extracting(VignetteException::code)
                    .isEqualTo(ErrorCode.OVERLOADED);
            go.countDown();
            assertThat(length.get()).isEqualTo(BODY.length);
            assertThat(second.<Integer>read(ByteBuffer::remaining)).isEqualTo(BODY.length);
            first.close();
            second.close();
        }
    }

    @Test
    void read_interruptedThread_doesNotCloseTheFileForOthers() throws Exception {
        try (var origin = origin(true);
                var keeping = new Keeping(folder, "MEMORY", "0", "DISK", "0")) {
            Original original = keeping.originals.fetch(origin.url("/"));
            var body = (FileBody) original.body();
            Thread reader = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                body.copy(0, ByteBuffer.allocate(BODY.length));
            });
            reader.join();
            assertThat(Fetching.bytes(original)).isEqualTo(BODY);
            original.close();
        }
    }

    private static RawOrigin origin(boolean announced) throws IOException {
        return new RawOrigin((request, out) -> {
            String length = announced ? "Content-Length: " + BODY.length : "Transfer-Encoding: chunked";
            out.write(("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n" + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String chunk = announced ? "" : Integer.toHexString(BODY.length) + "\r\n";
            out.write(chunk.getBytes(StandardCharsets.US_ASCII));
            out.write(BODY);
            out.write((announced ? "" : "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return true;
        });
    }

    /// All is given back, a moment after the last original was closed: its flight may be the last holder.
    private static void assertNothingIsHeld(Keeping keeping) {
        Waiting.until(() -> keeping.originals.spilledBytes() + keeping.originals.memoryBytes() == 0);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
