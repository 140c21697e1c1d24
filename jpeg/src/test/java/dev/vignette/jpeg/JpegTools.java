package dev.vignette.jpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// libjpeg-turbo's `cjpeg` and `jpegtran` as processes. What they answered is kept: the same call costs no second
/// process.
public final class JpegTools {
    /// The exit status when there is a result, but also a warning.
    private static final int WARNED = 2;

    private static final Map<Call, byte[]> KEPT = new ConcurrentHashMap<>();

    private JpegTools() {}

    private record Call(List<String> command, ByteBuffer input) {}

    /// The JPEG file of a PPM or PGM.
    public static byte[] encoded(byte[] pnm, String... options) {
        return run(command("cjpeg", options), pnm);
    }

    /// The same coefficients written anew.
    public static byte[] transcoded(byte[] jpeg, String... options) {
        return run(command("jpegtran", options), jpeg);
    }

    /// The same coefficients with the scans of a script as `wizard.txt` of libjpeg describes it.
    static byte[] transcodedByScript(byte[] jpeg, String script) {
        return scripted("jpegtran", jpeg, script, List.of());
    }

    /// What libjpeg makes of a damaged file, of which it may warn.
    static byte[] repaired(byte[] jpeg) {
        return answer(List.of("jpegtran"), jpeg, WARNED);
    }

    /// The JPEG file of a PPM or PGM with the scans of a script.
    static byte[] encodedByScript(byte[] pnm, String script, List<String> options) {
        return scripted("cjpeg", pnm, script, options);
    }

    private static byte[] scripted(String tool, byte[] input, String script, List<String> options) {
        // The script stands in the key for the file, whose name changes.
        var key = new Call(List.of(tool, script, String.join(" ", options)), ByteBuffer.wrap(input));
        return KEPT.computeIfAbsent(key, _ -> {
            try {
                Path file = Files.createTempFile("scans", ".txt");
                try {
                    Files.writeString(file, script);
                    List<String> command = new ArrayList<>(List.of(tool, "-scans", file.toString()));
                    command.addAll(options);
                    return answer(command, input, 0);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> command(String tool, String... options) {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(Arrays.asList(options));
        return command;
    }

    private static byte[] run(List<String> command, byte[] input) {
        return KEPT.computeIfAbsent(
                new Call(command, ByteBuffer.wrap(input)), call -> answer(call.command(), input, 0));
    }

    private static byte[] answer(List<String> command, byte[] input, int worst) {
        try {
            Process process = new ProcessBuilder(command).start();
            try (InputStream out = process.getInputStream();
                    InputStream errors = process.getErrorStream()) {
                var fed = CompletableFuture.runAsync(() -> feed(process, input));
                byte[] answer = out.readAllBytes();
                String complaint = new String(errors.readAllBytes(), StandardCharsets.UTF_8);
                fed.join();
                int status = process.waitFor();
                if (status != 0 && status != worst) {
                    throw new IllegalStateException(command + " ended with " + status + ": " + complaint);
                }
                return answer;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
