package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vignette.storage.BlobKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Blobs and rows of a process that is killed, or whose disk is full: what was said to be safe is.
@Timeout(300)
final class KeepingFaultTest {
    private static final int KILLS = 25;

    private static Process start(List<String> prefix, String... arguments) throws IOException {
        var command = Stream.concat(
                        prefix.stream(), CommandRun.program("dev.vignette.KeepingProgram", arguments).stream())
                .toList();
        return CommandRun.start(Map.of(), command);
    }

    @Test
    void kill_againAndAgainWhileBlobsAreKept_everyOneThatWasToldIsWhole(@TempDir Path folder) throws Exception {
        var random = new Random();
        var told = new ArrayList<BlobKey>();
        for (int i = 0; i < KILLS; i++) {
            Process process = start(List.of(), "forever", folder.toString());
            int most = told.size() + random.nextInt(20);
            try (BufferedReader lines = process.inputReader()) {
                while (told.size() < most) {
                    String line = lines.readLine();
                    assertThat(line).as("the program ended by itself").isNotNull();
                    key(line).ifPresent(told::add);
                }
                Waiting.pause(Duration.ofMillis(random.nextInt(10)));
                process.toHandle().destroyForcibly(); // that of the process would close what we read
                process.onExit().join();
                // What it told before it was killed, and was not read yet.
                lines.lines().flatMap(line -> key(line).stream()).forEach(told::add);
            }
        }

        try (var after = new KeepingProgram(folder)) {
            assertThat(after.requireWhole()).containsAll(told);
            after.blobs().sweep(Instant.now().plusSeconds(1));
        }
        assertThat(told).hasSizeGreaterThan(KILLS);
        assertThat(folder.resolve("blobs/unfinished")).isEmptyDirectory();
    }

    private static Optional<BlobKey> key(String line) {
        return Optional.of(line)
                .filter(told -> told.matches("kept [0-9a-f]{64}"))
                .map(told -> new BlobKey(told.substring("kept ".length())));
    }

    @Test
    void keep_diskIsFull_isRefusedAndNothingIsLost(@TempDir Path folder) throws Exception {
        var prefix = Mount.small(folder, "8m");
        assumeTrue(Mount.isGranted(prefix), "this system grants no mounts");
        Process process = start(prefix, "fill", folder.toString());
        try (BufferedReader lines = process.inputReader();
                BufferedReader errors = process.errorReader()) {
            List<String> said =
                    lines.lines().filter(line -> !line.contains(" WARN ")).toList();
            List<String> complaints = errors.lines().toList();
            assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as("%s %s", said, complaints).isZero();
            assertThat(said.getFirst()).isEqualTo("blobs storage-full");
            assertThat(said.get(1)).matches("whole [1-9][0-9]+");
            assertThat(said.subList(2, said.size()))
                    .containsExactly("again after room was made", "rows storage-full", "rows are whole");
        }
    }
}
