package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that starts the server, with a Java that only tells what it was asked for.
class LauncherTest {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final String RELEASE = "JAVA_VERSION=\"25.0.1\"\nIMPLEMENTOR=\"Nobody\"\n";

    @TempDir
    private Path temporary;

    private Path home;
    private Path java;

    @BeforeEach
    void buildFolder() throws IOException {
        home = Files.createDirectories(temporary.toRealPath().resolve("with a space/vignette"));
        for (String folder : List.of("bin", "lib", "modules")) {
            Files.createDirectory(home.resolve(folder));
        }
        for (String script : List.of("vignette", "find-java")) {
            Files.copy(SCRIPTS.resolve(script), home.resolve("bin").resolve(script));
            executable(home.resolve("bin").resolve(script));
        }
        Files.writeString(home.resolve("lib/server.jar"), "");
        Files.writeString(home.resolve("modules/jpeg.jar"), "");
        java = Files.createDirectories(temporary.resolve("java"));
        Files.createDirectory(java.resolve("bin"));
        Files.writeString(java.resolve("release"), RELEASE);
        Files.writeString(java.resolve("bin/java"), "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        executable(java.resolve("bin/java"));
    }

    @Test
    void start_neverTrained_usesNoCache() throws Exception {
        assertThat(cache(start(home))).isEmpty();
    }

    @Test
    void start_trainedHere_usesTheCache() throws Exception {
        train();
        assertThat(cache(start(home))).containsExactly("-XX:AOTCache=" + home.resolve("vignette.aot"));
    }

    @Test
    void start_throughLinks_usesTheCache() throws Exception {
        train();
        Path folder = Files.createSymbolicLink(temporary.resolve("current"), home);
        Path command = Files.createSymbolicLink(temporary.resolve("vignette"), Path.of("current/bin/vignette"));
        assertThat(cache(start(folder))).hasSize(1);
        assertThat(cache(run(command, ""))).hasSize(1);
    }

    @Test
    void start_folderMoved_usesNoCache() throws Exception {
        train();
        Path moved = home.resolveSibling("moved");
        Files.move(home, moved);
        assertThat(cache(start(moved))).isEmpty();
    }

    @Test
    void start_anotherJava_usesNoCache() throws Exception {
        train();
        Files.writeString(java.resolve("release"), RELEASE.replace("25.0.1", "25.0.2"));
        assertThat(cache(start(home))).isEmpty();
    }

    @Test
    void start_aLibraryNewerThanTheCache_usesNoCache() throws Exception {
        train();
        Files.setLastModifiedTime(
                home.resolve("modules/jpeg.jar"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(cache(start(home))).isEmpty();
    }

    @Test
    void start_optionsOfTheEnvironment_comeAfterItsOwn() throws Exception {
        List<String> arguments = run(home.resolve("bin/vignette"), "-Xmx64m -Dname=value", "serve", "a b");
        assertThat(arguments).containsSubsequence("-Xmx512m", "-Xmx64m", "-Dname=value", "dev.vignette.Main");
        assertThat(arguments).endsWith("dev.vignette.Main", "serve", "a b");
    }

    /// What `train` leaves, which takes a run of the whole server to make.
    private void train() throws IOException {
        Files.writeString(home.resolve("vignette.aot"), "classes");
        Files.writeString(home.resolve("vignette.aot.for"), home + "\n" + RELEASE);
    }

    private List<String> start(Path folder) throws Exception {
        return run(folder.resolve("bin/vignette"), "", "serve");
    }

    private List<String> run(Path command, String options, String... arguments) throws Exception {
        var builder = new ProcessBuilder(command.toString());
        builder.command().addAll(Arrays.asList(arguments));
        builder.environment().put("VIGNETTE_JAVA_HOME", java.toString());
        builder.environment().put("VIGNETTE_JAVA_OPTIONS", options);
        File output = temporary.resolve("output").toFile();
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
        return Files.readAllLines(output.toPath());
    }

    private static List<String> cache(List<String> arguments) {
        return arguments.stream().filter(each -> each.contains("AOT")).toList();
    }

    private static void executable(Path script) throws IOException {
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
