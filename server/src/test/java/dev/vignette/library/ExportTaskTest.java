package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ExportTaskTest {
    private final TestClock clock = new TestClock();
    private final Database database;
    private final BlobStore blobs;
    private final Path out;

    ExportTaskTest(@TempDir Path folder) {
        database = TestDatabases.open(Dialect.SQLITE, folder);
        blobs = BlobStore.open(Settings.of(Map.of()).bind(BlobConfig.class), folder);
        out = folder.resolve("out");
    }

    @AfterEach
    void close() {
        blobs.close();
        database.close();
    }

    @Test
    void run_storeThatStopsWithinAFile_goesOnWithTheOthers() throws IOException {
        StoredImage broken = image(1);
        StoredImage sound = image(2);
        var troubles = new ArrayList<String>();

        int failed = new ExportTask(database, new ImageFiles(stoppingAt(broken)), telling(troubles)).run(out);

        assertThat(failed).isEqualTo(1);
        assertThat(troubles).containsExactly(broken.id().text());
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(sound.id() + ".jpg", sound.id() + ".json");
        }
        assertThat(new ExportTask(database, new ImageFiles(blobs), telling(troubles)).run(out))
                .as("once the store is well again")
                .isZero();
        assertThat(Files.readAllBytes(out.resolve(broken.id() + ".jpg"))).isEqualTo(new byte[] {1, 1, 1});
    }

    private BlobStore stoppingAt(StoredImage image) {
        return new AroundStore(blobs) {
            @Override
            public Optional<InputStream> read(BlobKey key, long from, long length) {
                Optional<InputStream> in = super.read(key, from, length);
                return key.sha256().equals(image.content().sha256()) ? in.map(ExportTaskTest::stopping) : in;
            }
        };
    }

    private static InputStream stopping(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, 1);
                if (count < 0) {
                    throw new IOException("the connection was reset");
                }
                return count;
            }
        };
    }

    private StoredImage image(int seed) {
        byte[] bytes = {(byte) seed, (byte) seed, (byte) seed};
        String sha256 = Sha256.of(bytes);
        try (var writer = blobs.write()) {
            writer.append(ByteBuffer.wrap(bytes));
            assertThat(writer.commit()).isEqualTo(new BlobKey(sha256));
        }
        var content = new StoredImage.Content(sha256, bytes.length, Format.JPEG, new Dimensions(40, 20), 1);
        var image = new StoredImage(ImageId.at(clock.instant()), 1, "ann", content, Details.NONE, clock.instant());
        return database.write(handle -> {
            handle.execute("INSERT INTO blob (sha256, bytes) VALUES (?, ?)", sha256, bytes.length);
            ImageRows.insert(handle, image);
            return image;
        });
    }

    private static Progress telling(List<String> troubles) {
        return new Progress() {
            @Override
            public void expect(long steps) {
                assertThat(steps).isEqualTo(2);
            }

            @Override
            public void step() {
                // how many there are is not what is looked at
            }

            @Override
            public void trouble(String what, String why) {
                troubles.add(what);
            }
        };
    }
}
