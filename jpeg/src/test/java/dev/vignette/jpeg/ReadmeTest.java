package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that README.md shows.
class ReadmeTest {
    @TempDir
    private Path folder;

    @Test
    void example_ofAPhotograph_writesItsThumbnail() throws IOException, InterruptedException {
        Files.write(folder.resolve("photo.jpg"), JpegFiles.colour(4000, 3000).bytes());
        Path source = Files.writeString(folder.resolve("Example.java"), program());
        String modules = Path.of("target/classes").toAbsolutePath().toString();
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--class-path",
                        modules,
                        source.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        FrameHeader thumbnail = Decoding.header(Files.readAllBytes(folder.resolve("thumbnail.jpg")));
        assertThat(thumbnail.width()).isEqualTo(320);
        assertThat(thumbnail.height()).isEqualTo(240);
    }

    private static String program() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        String example = lines.stream().filter(line -> line.startsWith("    ")).collect(Collectors.joining("\n"));
        assertThat(example).contains("JpegEncoder.encode");
        return "import dev.vignette.jpeg.*; import java.nio.ByteBuffer; import java.nio.file.*; import java.util.List;\n"
                + "void main() throws Exception {\n" + example + "\n}\n";
    }
}
