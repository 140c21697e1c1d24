package dev.vignette.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Versity gateway on a free port of loopback, with its objects in a folder. It ends with this process.
final class VersitygwProcess extends S3Process {
    private static final Path PROGRAM = Path.of("target", "versitygw", "versitygw");

    VersitygwProcess(Path folder) throws IOException {
        super(folder);
    }

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    @Override
    List<String> command(Path folder, int port) throws IOException {
        Path objects = Files.createDirectories(folder.resolve("objects"));
        return List.of(
                PROGRAM.toString(),
                "--access=" + ACCESS_KEY,
                "--secret=" + SECRET_KEY,
                "--port=127.0.0.1:" + port,
                "posix",
                objects.toString());
    }
}
