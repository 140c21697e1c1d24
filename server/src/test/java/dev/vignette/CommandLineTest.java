package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that need no environment.
final class CommandLineTest {
    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, bytes);
    }

    /// Splits at blanks; `@` stands for the folder.
    private CommandRun run(String line) {
        return CommandRun.here(Arrays.stream(line.split(" ", -1))
                .map(word -> word.replace("@", folder.toString()))
                .toArray(String[]::new));
    }

    @Test
    void help_listsTheCommands() {
        var run = run("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("serve", "thumb", "sign", "info", "--version");
    }

    @ParameterizedTest
    @CsvSource({
        "serve, VIGNETTE_",
        "token, --role",
        "rights, grant",
        "thumb, --fit",
        "thumb, -w",
        "sign, URL",
        "info, --gps"
    })
    void help_ofEachCommand_tellsItsOptions(String command, String text) {
        var run = run(command + " --help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(text);
    }

    @Test
    void version_isTold() {
        assertThat(run("--version"))
                .isEqualTo(new CommandRun(0, "vignette " + System.getProperty("vignette.version") + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "paint",
                "serve --port 1",
                "thumb",
                "thumb a",
                "thumb a b c",
                "thumb a b --width 1",
                "thumb a b -w 1 -w 2",
                "thumb a b -w",
                "sign",
                "info",
                "info a b",
            })
    void execute_wrongUse_exits2AndShowsTheWay(String line) {
        var run = run(line);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).containsAnyOf("Usage: ", "Did you mean: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "thumb @/a.jpg @/out.jpg -w abc, w",
        "thumb @/a.jpg @/out.jpg -w -5, w",
        "thumb @/a.jpg @/out.jpg --fit bend, fit",
        "thumb @/a.jpg @/out.jpg -f bmp, f",
        "thumb @/a.jpg @/out.jpg --preset none, preset",
        "thumb @/a.jpg @/out.jpg --dpr 5 -w 9999, dpr",
        "thumb @/a.jpg @/out.bmp, bmp",
        "thumb @/a.jpg @/out, No extension tells the format",
        "thumb @/none.jpg @/out.jpg, none.jpg",
        "thumb @/none @/out.png, none",
        "thumb @/text.jpg @/out.jpg, unsupported-format",
        "thumb @/short.jpg @/out.jpg, broken-image",
        "thumb @/a.jpg @/text.jpg/out.jpg, text.jpg",
        "thumb @/a.jpg /, is a folder",
        "thumb @/a.jpg / -f png, is a folder",
        "thumb @/a.jpg @, is a folder",
        "thumb @ @/text.jpg -w 4, text.jpg",
        "info @/none.jpg, none.jpg",
        "info @/text.jpg, unsupported-format",
        "info http://10.0.0.1/a.jpg, source-not-allowed",
        "info local:a.jpg, source-not-allowed",
        "info ftp://a/b, ftp",
        "sign /thumb?url=x, VIGNETTE_URL_KEYS",
        "sign thumb?url=x, bad-parameter",
        "sign mailto:x, bad-parameter",
        "sign http://a/thumb?x#y, bad-parameter",
        "sign http://[, bad-parameter",
    })
    void execute_whatCannotBeDone_isToldInALine(String line, String text) throws IOException {
        byte[] photo = Pictures.jpeg(90, 90);
        file("a.jpg", photo);
        file("short.jpg", Arrays.copyOf(photo, photo.length / 2));
        file("text.jpg", "text".getBytes(StandardCharsets.US_ASCII));

        var run = run(line);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains(text).doesNotContain("\tat ", "Exception:");
        assertThat(folder.resolve("out.jpg")).doesNotExist();
        assertThat(folder.resolve("out.jpg.part")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "out.jpg, -w 20, w=20&f=jpeg",
        "out.jpeg, -w 20 -q 50, w=20&q=50&f=jpeg",
        "out.WEBP, -w 20 -h 10 --fit cover, w=20&h=10&fit=cover&f=webp",
        "out.avif, -w 8, w=8&f=avif",
        "sub/out.png, --crop 0;0;10;10 --bg fff, crop=0;0;10;10&bg=fff&f=png",
        "out.dat, -w 20 -f gif, w=20&f=gif",
    })
    void thumb_file_hasTheBytesOfTheServer(String out, String options, String query) throws IOException {
        byte[] photo = Pictures.jpeg(40, 30);
        file("in.jpg", photo);

        var run = run(("thumb @/in.jpg @/" + out + " " + options).replace(';', ','));

        assertThat(run).isEqualTo(new CommandRun(0, "", ""));
        try (var server = new TestServer()) {
            server.origin.serve("/in.jpg", photo);
            assertThat(Files.readAllBytes(folder.resolve(out)))
                    .isEqualTo(server.get(server.thumb("/in.jpg", query.replace(';', ',')))
                            .body());
        }
    }

    @Test
    void thumb_folder_makesAllThatCanBeMadeAndTellsTheRest() throws IOException {
        file("in/a.jpg", Pictures.jpeg(40, 30));
        file("in/deep/b.png", Pictures.transparentPng(20, 20));
        file("in/deep/notes.txt", "text".getBytes(StandardCharsets.US_ASCII));
        file("in/noname", Pictures.png(20, 20));

        var run = run("thumb @/in @/out -w 10");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("notes.txt").doesNotContain("a.jpg", "\tat ");
        assertThat(written(folder.resolve("out"))).containsExactly("a.jpg", "deep/b.png", "noname.jpg");
        assertThat(Pictures.read(Files.readAllBytes(folder.resolve("out/a.jpg")))
                        .getWidth())
                .isEqualTo(10);
    }

    @Test
    void thumb_folder_succeedsWhenAllSucceed() throws IOException {
        file("in/a.jpg", Pictures.jpeg(40, 30));

        assertThat(run("thumb @/in @/out -w 10 -f webp").exit()).isZero();
        assertThat(written(folder.resolve("out"))).containsExactly("a.webp");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(run("thumb @/empty @/out").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@/in @/in", "@/in @/in/thumbs", "@/in/a.jpg @/in/a.jpg", "@/in @/in/../in"})
    void thumb_outAmongTheOriginals_isRefused(String places) throws IOException {
        byte[] original = Pictures.jpeg(40, 30);
        Path kept = file("in/a.jpg", original);

        var run = run("thumb -w 10 " + places);

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains("bad-parameter");
        assertThat(kept).hasBinaryContent(original);
    }

    @Test
    void thumb_folderWithTwoOfOneName_losesNeitherSilently() throws IOException {
        file("in/a.jpg", Pictures.jpeg(40, 30));
        file("in/a.png", Pictures.png(30, 40));

        var run = run("thumb @/in @/out -w 10 -f webp");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("a.webp");
        assertThat(written(folder.resolve("out"))).containsExactly("a.webp");
    }

    @Test
    void info_file_isJson() throws IOException {
        var run = run("info " + file("a.png", Pictures.transparentPng(12, 14)));

        assertThat(run.exit()).isZero();
        var info = new JsonObject(run.out());
        assertThat(info.getString("format")).isEqualTo("png");
        assertThat(List.of(info.getInteger("width"), info.getInteger("height"))).containsExactly(12, 14);
    }

    private static List<String> written(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
