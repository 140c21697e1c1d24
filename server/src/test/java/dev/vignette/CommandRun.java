package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One run of the command line, and what it left.
record CommandRun(int exit, String out, String err) {
    /// In this process, with its environment.
    static CommandRun here(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    /// In a process of its own.
    static CommandRun apart(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try {
            assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            return new CommandRun(process.exitValue(), out.join(), err.join());
        } finally {
            process.destroyForcibly(); // which closes what is still being read
        }
    }

    static Process start(Map<String, String> environment, String... arguments) throws IOException {
        return start(environment, command(arguments));
    }

    static Process start(Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// The program of this build with these arguments.
    static List<String> command(String... arguments) {
        return program("dev.vignette.Main", arguments);
    }

    /// Another program that is in the class path of the tests.
    static List<String> program(String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml", // the one of the product, not that of the tests
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvignette.native=" + System.getProperty("vignette.native"),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Failed, and told why in one line, without the stack of an exception.
    CommandRun assertFailedPlainly(int code, String... texts) {
        assertThat(exit).as(out + err).isEqualTo(code);
        assertThat(err.strip()).contains(texts).doesNotContain("\tat ", "Exception", "\n");
        return this;
    }
}
