package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `vignette library …` in processes of their own.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class LibraryCommandTest {
    private final Path photos;
    private final Path folder;
    private final Map<String, String> environment;

    LibraryCommandTest(Dialect dialect, @TempDir Path folder) throws IOException {
        this.folder = folder;
        this.photos = Files.createDirectories(folder.resolve("photos/holiday"));
        this.environment = new HashMap<>(
                TestServer.environment("DATA_DIR", folder.resolve("data").toString()));
        environment.putAll(TestDatabases.environment(dialect, folder));
    }

    @BeforeEach
    void fill() throws IOException {
        Files.write(photos.resolve("a.jpg"), Pictures.jpeg(30, 20));
        Files.write(photos.resolve("b.png"), Pictures.png(31, 21));
        Files.write(photos.resolveSibling("c.gif"), Pictures.gif(2));
    }

    @Test
    void importExport_folder_isThereAndBackAgainOnce() throws Exception {
        Files.writeString(photos.resolve("notes.txt"), "no image");

        CommandRun first = importPhotos();
        assertThat(first.exit()).as(first.err()).isEqualTo(1);
        assertThat(first.err()).contains("notes.txt");
        Files.delete(photos.resolve("notes.txt"));
        CommandRun second = importPhotos();
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(items("tag=trip")).hasSize(3);
        assertThat(items("owner=ann&format=png").getFirst().getString("title")).isEqualTo("b.png");

        Path out = folder.resolve("out");
        assertThat(run("export", out.toString()).exit()).isZero();
        for (JsonObject image : items("")) {
            String id = image.getString("id");
            try (Stream<Path> files = Files.list(out)) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(id)))
                        .hasSize(2);
            }
        }
        String png = items("format=png").getFirst().getString("id");
        assertThat(Files.readAllBytes(out.resolve(png + ".png"))).isEqualTo(Pictures.png(31, 21));
        var time = Files.getLastModifiedTime(out.resolve(png + ".png"));
        Files.delete(out.resolve(png + ".json"));
        assertThat(run("export", out.toString()).exit()).isZero();
        assertThat(Files.exists(out.resolve(png + ".json"))).isTrue();
        assertThat(Files.getLastModifiedTime(out.resolve(png + ".png"))).isGreaterThanOrEqualTo(time);
    }

    @Test
    void import_ownerThatCanBeNone_isRefused() throws Exception {
        CommandRun run = run("import", photos.toString(), "--owner", "a\nb");

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains("can be no owner").doesNotContain("\tat ");
        assertThat(items("")).isEmpty();
    }

    @Test
    void verify_damagedAndMissingOriginals_areTold() throws Exception {
        assertThat(importPhotos().exit()).isZero();
        CommandRun sound = run("verify");
        assertThat(sound.exit()).as(sound.err()).isZero();
        List<Path> blobs = blobs();
        assertThat(blobs).hasSize(3);
        byte[] bytes = Files.readAllBytes(blobs.getFirst());
        bytes[bytes.length / 2] ^= 1;
        Files.write(blobs.getFirst(), bytes);
        Files.delete(blobs.getLast());

        assertThat(run("verify").exit())
                .as("what was verified today is passed over")
                .isZero();
        CommandRun again = run("verify", "--age", "0");

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("is damaged", "is missing", "2 failed");
    }

    @Test
    void verify_filesThatNothingKnowsOf_areTold() throws Exception {
        assertThat(importPhotos().exit()).isZero();
        Path one = blobs().getFirst();
        Path stray = one.resolveSibling("f".repeat(one.getFileName().toString().length()));
        Files.write(stray, new byte[10]);

        CommandRun run = run("verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("f".repeat(62) + ": is in the store, and nothing here knows of it", "1 failed");
        assertThat(stray).exists();
    }

    @Test
    void reindex_tablesThatAreWrong_areRightAgain() throws Exception {
        assertThat(importPhotos().exit()).isZero();
        try (var database = Database.open(TestDatabases.config(environment), folder)) {
            database.write(handle -> handle.execute("DELETE FROM image_tag"));
            database.write(handle -> handle.execute("UPDATE image SET width = 7, frames = 1"));
            database.write(handle -> handle.execute("UPDATE usage_total SET bytes = 0"));
        }
        assertThat(items("tag=trip")).isEmpty();

        CommandRun run = run("reindex");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(items("tag=trip")).hasSize(3);
        assertThat(items("format=png").getFirst().getInteger("width")).isEqualTo(31);
        assertThat(items("format=gif").getFirst().getInteger("frames")).isEqualTo(2);
        try (var database = Database.open(TestDatabases.config(environment), folder)) {
            long kept = database.read(
                    handle -> handle.createQuery("SELECT SUM(bytes) FROM usage_total WHERE kind = 'principal'")
                            .mapTo(Long.class)
                            .one());
            assertThat(kept)
                    .isEqualTo(items("").stream()
                            .mapToLong(image -> image.getLong("bytes"))
                            .sum());
        }
    }

    @Test
    void reindex_uploadUnderWay_keepsItsParts() throws Exception {
        String id = "0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be11";
        try (var database = Database.open(TestDatabases.config(environment), folder)) {
            database.write(handle -> {
                handle.execute("INSERT INTO blob (sha256, bytes) VALUES ('aa', 1)");
                handle.execute("INSERT INTO blob (sha256, bytes) VALUES ('bb', 1)");
                handle.execute(
                        "INSERT INTO resumable (id, owner, length, received, metadata, expires)"
                                + " VALUES (?, 'ann', 2, 1, '', 99999999999999)",
                        id);
                return handle.execute("INSERT INTO resumable_part VALUES (?, 0, 'aa', 1)", id);
            });
        }

        CommandRun run = run("reindex");

        assertThat(run.exit()).as(run.err()).isZero();
        try (var database = Database.open(TestDatabases.config(environment), folder)) {
            List<String> used =
                    database.read(handle -> handle.createQuery("SELECT sha256 FROM blob WHERE unused_since IS NULL")
                            .mapTo(String.class)
                            .list());
            assertThat(used).containsExactly("aa");
        }
    }

    private CommandRun importPhotos() throws Exception {
        return run("import", folder.resolve("photos").toString(), "--owner", "ann", "--tag", "trip");
    }

    private CommandRun run(String... arguments) throws Exception {
        return CommandRun.apart(
                environment,
                Stream.concat(Stream.of("library"), Stream.of(arguments)).toArray(String[]::new));
    }

    private List<JsonObject> items(String query) throws IOException {
        try (var server = new TestServer(environment)) {
            return LibraryClient.json(
                            server.library("root", List.of("admin"), List.of()).get("/v1/images?" + query))
                    .getJsonArray("items")
                    .stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/blobs"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
