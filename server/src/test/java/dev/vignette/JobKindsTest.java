package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.Principal;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.library.Imports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Purges, imports and reindexing as jobs, and who may ask for what, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class JobKindsTest extends JobTests {
    private final Path folder;

    JobKindsTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of());
        this.folder = data;
    }

    private static JsonObject kind(String kind) {
        return new JsonObject().put("kind", kind);
    }

    private static JsonObject wish(LibraryClient client) {
        return renditions().put("image", client.add(JPEG)).put("options", new JsonArray(List.of("w=20")));
    }

    @Test
    void create_byRoleAndKind_isPermittedAsTheTableSays() throws Exception {
        server.origin.serve("/a.jpg", JPEG, "Content-Type", "image/jpeg");
        Files.write(photos.resolve("a.jpg"), JPEG);
        String image = ann.add("/v1/images?team=red", JPEG).getString("id");
        Map<String, JsonObject> wishes = Map.of(
                "image", renditions().put("image", image).put("options", new JsonArray(List.of("w=20"))),
                "query", renditions().put("query", new JsonObject()).put("options", new JsonArray(List.of("w=20"))),
                "urls",
                        renditions()
                                .put("urls", new JsonArray(List.of(server.origin.url("/a.jpg"))))
                                .put("options", new JsonArray(List.of("w=20"))),
                "import", kind("import").put("from", photos.toString()),
                "reindex", kind("reindex"),
                "purge", kind("purge").put("url", server.origin.url("/a.jpg")));
        // nobody, a viewer of the team, a viewer of none, an editor, an administrator
        Map<String, List<Integer>> table = Map.of(
                "image", List.of(401, 202, 404, 202, 202),
                "query", List.of(401, 202, 202, 202, 202),
                "urls", List.of(401, 403, 403, 202, 202),
                "import", List.of(401, 403, 403, 403, 202),
                "reindex", List.of(401, 403, 403, 403, 202),
                "purge", List.of(401, 403, 403, 403, 202));
        List<LibraryClient> clients = List.of(
                server.library(),
                server.library("vic", List.of("viewer"), List.of("red")),
                server.library("val", List.of("viewer"), List.of()),
                bob,
                ada);

        for (String name : wishes.keySet()) {
            var statuses = new ArrayList<Integer>();
            clients.forEach(client -> statuses.add(
                    ask(client, Objects.requireNonNull(wishes.get(name))).statusCode()));
            assertThat(statuses).as(name).isEqualTo(table.get(name));
        }
    }

    @Test
    void purge_ofImages_removesWhatIsKeptOfThem() {
        JsonObject made = succeeded(ann, wish(ann));
        String thumb = made.getJsonObject("links").getJsonArray("results").getString(0);
        String accept = "image/avif,image/webp";
        assertThat(serverTiming(ann.get(thumb, "Accept", accept))).contains("stored");
        String image = made.getJsonObject("request").getString("image");

        JsonObject purged = succeeded(ada, kind("purge").put("images", new JsonArray(List.of(image))));

        assertThat(purged.getJsonObject("result").getJsonObject("removed"))
                .isEqualTo(new JsonObject().put("renditions", 1));
        Waiting.until(() -> server.wiring.cache().memory().entries() == 0);
        assertThat(serverTiming(ann.get(thumb, "Accept", accept))).contains("encode");
    }

    @Test
    void purge_ofAQuery_removesOfAllThatItFinds() {
        for (int i = 0; i < 3; i++) {
            succeeded(ann, wish(ann));
        }

        JsonObject purged = succeeded(ada, kind("purge").put("query", new JsonObject().put("owner", "ann")));

        assertThat(progress(purged, "done")).isEqualTo(3);
    }

    @Test
    void purge_ofSources_removesWhatIsCached() {
        server.origin.serve("/a.jpg", JPEG, "Content-Type", "image/jpeg", "Cache-Control", "max-age=3600");
        for (String what : List.of("url", "prefix", "tag", "all")) {
            assertThat(server.get(server.thumb("/a.jpg", "w=20&tag=t")).statusCode())
                    .isEqualTo(200);
            assertThat(server.wiring.cache().memory().entries()).isEqualTo(1);
            Object value = switch (what) {
                case "url" -> server.origin.url("/a.jpg");
                case "prefix" -> server.origin.url("/");
                case "tag" -> "t";
                default -> true;
            };

            JsonObject purged = succeeded(ada, kind("purge").put(what, value));

            assertThat(purged.getJsonObject("result").getJsonObject("removed").getInteger("memory"))
                    .as(what)
                    .isEqualTo(1);
            assertThat(server.wiring.cache().memory().entries()).isZero();
        }
        assertRefused(kind("purge"), "image");
        JsonObject unknown = kind("purge").put("image", "0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be42");
        assertProblem(ask(ada, unknown), 404, "not-found");
        assertRefused(kind("purge").put("all", false), "all");
        assertRefused(kind("purge").put("url", "ftp://a/"), "url");
        assertRefused(kind("purge").put("tag", "two words"), "tag");
        assertRefused(kind("purge").put("tag", "a").put("url", "http://a/"), "tag", "url");
    }

    private void assertRefused(JsonObject wish, String... parameters) {
        JsonObject problem = assertProblem(ask(ada, wish), 400, "bad-parameter");
        assertThat(problem.getString("parameter")).as(problem.encode()).isIn((Object[]) parameters);
    }

    @Test
    void import_folder_addsWhatIsNewAndTellsWhatIsNoImage() throws Exception {
        Path album = Files.createDirectories(photos.resolve("album/deep"));
        for (int i = 0; i < 45; i++) {
            Files.write(album.resolve("p" + i + ".png"), Pictures.png(10 + i, 10));
        }
        Files.writeString(album.resolve("notes.txt"), "no image");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(album.resolve("link.png"), folder.resolve("secret.txt"));
        JsonObject wish = kind("import")
                .put("from", photos.resolve("album").toString())
                .put("owner", "ann")
                .put("tags", new JsonArray(List.of("trip")));

        JsonObject job = succeeded(ada, wish);

        assertThat(progress(job, "done")).isEqualTo(46);
        assertThat(progress(job, "failed")).isEqualTo(1);
        assertThat(json(ann.get("/v1/images?tag=trip&limit=200")).getJsonArray("items"))
                .hasSize(45);
        String history = new String(ada.get(self(job) + "/events?limit=200").body(), StandardCharsets.UTF_8);
        assertThat(history).contains("notes.txt: unsupported-format");
        assertThat(progress(succeeded(ada, wish), "done")).isEqualTo(46);
        assertThat(json(ann.get("/v1/images?limit=200")).getJsonArray("items"))
                .as("none is added twice")
                .hasSize(45);
    }

    @Test
    void import_sameFileByManyAtOnce_isAddedOnce() throws Exception {
        int files = 8;
        for (int i = 0; i < files; i++) {
            Files.write(photos.resolve("p" + i + ".png"), Pictures.png(10 + i, 10));
        }
        var token = new Principal.Token("t", Instant.EPOCH, Instant.MAX, Principal.Token.NONE);
        var by = new Principal("ann", Set.of("admin"), Set.of(), Map.of(), token);
        var terms = new Imports.Terms(by, "ann", List.of(), List.of());
        Imports imports = server.wiring.library().imports();
        var together = new CyclicBarrier(3);
        var added = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < together.getParties(); i++) {
                all.add(threads.submit(() -> {
                    try (Imports.Place place = imports.open(photos.toString());
                            Stream<Imports.Item> items = place.list(Optional.empty())) {
                        for (Imports.Item item : items.toList()) {
                            together.await();
                            added.addAndGet(place.add(item, terms) ? 1 : 0);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(added.get()).isEqualTo(files);
        assertThat(json(ann.get("/v1/images?limit=200")).getJsonArray("items")).hasSize(files);
    }

    @Test
    void import_listedAnew_goesOnBehindTheLastFile() throws Exception {
        for (String name : List.of("a/x.png", "a/y/z.png", "a-b.png", "a.png", "b.png", "é.png")) {
            Path file = photos.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, PNG);
        }
        try (Imports.Place place = server.wiring.library().imports().open(photos.toString())) {
            List<Imports.Item> all = listed(place, Optional.empty());
            assertThat(all).hasSize(6);
            for (int i = 0; i < all.size(); i++) {
                Optional<String> last = Optional.of(all.get(i).place());
                assertThat(listed(place, last)).isEqualTo(all.subList(i + 1, all.size()));
                Files.delete(Path.of(URI.create(last.get())));
                assertThat(listed(place, last)).as("though it is gone").isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    private static List<Imports.Item> listed(Imports.Place place, Optional<String> after) {
        try (Stream<Imports.Item> items = place.list(after)) {
            return items.toList();
        }
    }

    @Test
    void import_fromElsewhere_isForbidden() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(photos.resolve("way-out"), outside);

        for (String from : List.of(
                outside.toString(),
                photos + "/../../outside",
                photos.resolve("way-out").toString(),
                photos.resolve("none").toString(),
                "s3://bucket/prefix",
                "\u0000")) {
            JsonObject wish = kind("import").put("from", from);
            assertThat(ask(ada, wish).statusCode()).as(from).isIn(400, 403);
        }
        assertRefused(
                kind("import").put("from", photos.toString()).put("tags", new JsonArray(List.of("two words"))), "tags");
        assertRefused(kind("import"), "from", "body");
    }

    @Test
    void reindex_tablesThatAreWrong_areRightAgain() {
        for (int i = 0; i < 3; i++) {
            ann.add("/v1/images?tag=trip", Pictures.png(31 + i, 21));
        }
        try (var other = Database.open(TestDatabases.config(environment), folder)) {
            other.write(handle -> handle.execute("DELETE FROM image_tag"));
            other.write(handle -> handle.execute("UPDATE image SET width = 7"));
            other.write(handle -> handle.execute("UPDATE usage_total SET bytes = 0"));
        }
        assertThat(json(ann.get("/v1/images?tag=trip")).getJsonArray("items")).isEmpty();

        JsonObject job = succeeded(ada, kind("reindex"));

        assertThat(progress(job, "done")).isEqualTo(3);
        var items = json(ann.get("/v1/images?tag=trip")).getJsonArray("items");
        assertThat(items).hasSize(3);
        assertThat(items.stream().map(item -> ((JsonObject) item).getInteger("width")))
                .containsExactlyInAnyOrder(31, 32, 33);
        try (var other = Database.open(TestDatabases.config(environment), folder)) {
            long kept = other.read(
                    handle -> handle.createQuery("SELECT SUM(bytes) FROM usage_total WHERE kind = 'principal'")
                            .mapTo(Long.class)
                            .one());
            assertThat(kept).isPositive();
        }
    }
}
