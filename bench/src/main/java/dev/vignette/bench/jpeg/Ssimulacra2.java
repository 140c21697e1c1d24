package dev.vignette.bench.jpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much a picture looks like another, by the program `ssimulacra2_rs`: 100 is the same, 90 hardly to be told apart,
/// 70 high quality.
final class Ssimulacra2 {
    private static final Pattern SCORE = Pattern.compile("Score: (-?[0-9.]+)");

    private final String program;
    private final Path folder;

    /// @param folder for the pictures while they are compared
    private Ssimulacra2(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /// As the environment variable `SSIMULACRA2` names it; empty when it does not.
    static Optional<Ssimulacra2> find(Path folder) {
        return Optional.ofNullable(System.getenv("SSIMULACRA2"))
                .filter(program -> !program.isEmpty())
                .map(program -> new Ssimulacra2(program, folder));
    }

    /// @param reference,other PNG files of one size
    double score(byte[] reference, byte[] other) throws IOException, InterruptedException {
        Path first = Files.write(folder.resolve("reference.png"), reference);
        Path second = Files.write(folder.resolve("other.png"), other);
        Process process = new ProcessBuilder(program, "image", first.toString(), second.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher score = SCORE.matcher(said);
        if (process.waitFor() != 0 || !score.find()) {
            throw new IOException(program + " gives no score: " + said);
        }
        return Double.parseDouble(score.group(1));
    }
}
