package dev.vignette;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A small file system for one process alone. It is mounted in a namespace of users and mounts of its own, for
/// which one need not be root; not every system grants such.
final class Mount {
    private Mount() {}

    /// What a command is put behind to find such a file system at a folder.
    ///
    /// @param size as in `1m`
    static List<String> small(Path folder, String size) {
        return List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + size + " none \"$0\" && exec \"$@\"",
                folder.toString());
    }

    static boolean isGranted(List<String> prefix) throws IOException, InterruptedException {
        Process trial = new ProcessBuilder(
                        Stream.concat(prefix.stream(), Stream.of("true")).toList())
                .start();
        return trial.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS) && trial.exitValue() == 0;
    }
}
