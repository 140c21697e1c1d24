package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed in the middle of its writes, and the one that comes after it.
@Timeout(180)
final class KillTest {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 4;

    /// What each server keeps before it is killed.
    private static final int KEPT = 15;

    /// What it may be asked for until it is caught while it writes.
    private static final int PATIENCE = 30;

    @Test
    void restart_afterKillInTheMiddleOfWrites_everyAnswerIsRight(@TempDir Path data) throws Exception {
        var folder = new CacheFolder(data);
        Map<String, String> environment = TestServer.environment("DATA_DIR", data.toString(), "CACHE_DISK", "1GiB");
        try (var reference = new TestServer("CACHE_ENABLED", "false")) {
            reference.origin.serve("/noise.png", Pictures.noise(200, 200));
            var widths = new AtomicInteger(20);
            Supplier<String> targets = () -> reference.thumb("/noise.png", "f=png&w=" + widths.getAndIncrement());
            Collection<String> asked = new ConcurrentLinkedQueue<>();
            for (int round = 0; round < ROUNDS; round++) {
                killInTheMiddle(environment, targets, asked, folder);
            }
            tear(folder);

            try (var server = new ServerProcess(environment)) {
                Waiting.until(() -> folder.parts().isEmpty());
                for (String target : asked) {
                    var answer = server.get(target);
                    assertThat(answer.statusCode()).as(target).isEqualTo(200);
                    assertThat(answer.body())
                            .as(target)
                            .isEqualTo(reference.get(target).body());
                }
            }
        }
    }

    /// Asks for one after another from several sides, and kills the server when it has kept some and is writing the
    /// next, or after a while when it cannot be caught at that.
    ///
    /// @param asked takes what was asked for
    private static void killInTheMiddle(
            Map<String, String> environment, Supplier<String> targets, Collection<String> asked, CacheFolder folder)
            throws Exception {
        int before = folder.kept().size();
        try (var server = new ServerProcess(environment)) {
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(_ ->
                            CompletableFuture.runAsync(() -> askOn(server, targets, asked), Thread::startVirtualThread))
                    .toList();
            Waiting.until(() -> folder.kept().size() >= before + KEPT);
            int most = asked.size() + PATIENCE;
            while (asked.size() < most && folder.parts().isEmpty()) {
                Waiting.pause(Duration.ofMillis(1));
            }
            server.kill();
            for (var client : clients) {
                assertThatThrownBy(client::join).as("in the middle").hasRootCauseInstanceOf(IOException.class);
            }
        }
    }

    /// Until nobody answers any more.
    private static void askOn(ServerProcess server, Supplier<String> targets, Collection<String> asked) {
        while (true) {
            String target = targets.get();
            asked.add(target);
            assertThat(server.get(target).statusCode()).as(target).isEqualTo(200);
        }
    }

    /// A kill leaves what it finds; this adds what an unlucky one leaves, or a loss of power: half a file among those
    /// that are written, and half of every other one that is kept.
    private static void tear(CacheFolder folder) throws IOException {
        List<Path> kept = folder.kept();
        for (int n = 0; n < kept.size(); n += 2) {
            try (var file = FileChannel.open(kept.get(n), StandardOpenOption.WRITE)) {
                file.truncate(file.size() / 2);
            }
        }
        Path unfinished = folder.data().resolve("renditions/unfinished");
        Files.copy(kept.getFirst(), unfinished.resolve(UUID.randomUUID().toString()));
    }
}
