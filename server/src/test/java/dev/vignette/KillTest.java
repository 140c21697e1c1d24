package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed in the middle of its writes, and the one that comes after it.
@Timeout(180)
final class KillTest {
    private static final int ROUNDS = 3;
    private static final int TARGETS = 60;

    @Test
    void restart_afterKillInTheMiddleOfWrites_everyAnswerIsRight(@TempDir Path data) throws Exception {
        var folder = new CacheFolder(data);
        Map<String, String> environment = TestServer.environment("DATA_DIR", data.toString(), "CACHE_DISK", "1GiB");
        try (var reference = new TestServer("CACHE_ENABLED", "false")) {
            reference.origin.serve("/noise.png", Pictures.noise(200, 200));
            for (int round = 0; round < ROUNDS; round++) {
                killInTheMiddle(environment, targets(reference, round), folder);
            }
            tear(folder);

            try (var server = new ServerProcess(environment)) {
                OverloadTest.until(() -> folder.parts().isEmpty());
                for (int round = 0; round < ROUNDS; round++) {
                    for (String target : targets(reference, round)) {
                        var answer = server.get(target);
                        assertThat(answer.statusCode()).as(target).isEqualTo(200);
                        assertThat(answer.body())
                                .as(target)
                                .isEqualTo(reference.get(target).body());
                    }
                }
            }
        }
    }

    /// Asks for everything at once, and kills the server when it has answered a part of it and is writing.
    private static void killInTheMiddle(Map<String, String> environment, List<String> targets, CacheFolder folder)
            throws Exception {
        try (var server = new ServerProcess(environment)) {
            var answered = new AtomicInteger();
            var asked = targets.stream()
                    .map(target -> server.getAsync(target).thenAccept(_ -> answered.incrementAndGet()))
                    .toList();
            OverloadTest.until(() -> answered.get() > TARGETS / 4);
            while (answered.get() < TARGETS / 2 && folder.parts().isEmpty()) {
                Thread.onSpinWait();
            }
            server.kill();
            assertThat(asked)
                    .as("in the middle")
                    .anyMatch(answer -> !answer.isDone() || answer.isCompletedExceptionally());
        }
        assertThat(folder.kept()).isNotEmpty();
    }

    /// A kill leaves what it finds; this adds what an unlucky one leaves, or a loss of power: half a file among those
    /// that
    /// are written, and half of every other one that is kept.
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

    private static List<String> targets(TestServer reference, int round) {
        return IntStream.range(0, TARGETS)
                .mapToObj(n -> reference.thumb("/noise.png", "f=png&w=" + (10 + round * TARGETS + n)))
                .toList();
    }
}
