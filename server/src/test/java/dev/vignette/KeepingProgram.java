package dev.vignette;

import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Keeps blobs, each with a row that tells of it, in a process of its own that can be killed, or on a disk that
/// is full. Each is told in a line of its own when it is safe.
final class KeepingProgram implements AutoCloseable {
    private static final int MOST_BYTES = 400_000;

    private final BlobStore blobs;
    private final Database database;
    private final Random random = new Random();

    KeepingProgram(Path folder) {
        var settings = Settings.of(Map.of());
        blobs = BlobStore.open(settings.bind(BlobConfig.class), folder);
        database = Database.open(settings.bind(DatabaseConfig.class), folder);
        database.write(handle -> handle.execute(
                "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, size BIGINT NOT NULL, filling TEXT NOT NULL)"));
    }

    public static void main(String[] arguments) throws IOException {
        try (var program = new KeepingProgram(Path.of(arguments[1]))) {
            switch (arguments[0]) {
                case "forever" -> program.keepForever();
                case "fill" -> program.fill();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private void keepForever() {
        while (true) {
            System.out.println("kept " + keep(""));
        }
    }

    private BlobKey keep(String filling) {
        var bytes = new byte[1 + random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        try (BlobWriter writer = blobs.write()) {
            writer.append(ByteBuffer.wrap(bytes));
            BlobKey key = writer.commit();
            database.write(
                    handle -> handle.execute("INSERT INTO kept VALUES (?, ?, ?)", key.sha256(), bytes.length, filling));
            return key;
        }
    }

    /// Fills the disk with blobs, frees some, and fills it with rows.
    private void fill() throws IOException {
        List<BlobKey> kept = new ArrayList<>();
        tell("blobs", untilRefused(() -> kept.add(keep(""))));
        requireWhole(kept);
        System.out.println("whole " + kept.size());

        for (int i = 0; i < 5; i++) {
            blobs.delete(kept.removeLast());
        }
        kept.add(keep(""));
        requireWhole(kept);
        System.out.println("again after room was made");

        String filling = "x".repeat(100_000);
        var rows = new HashSet<String>();
        tell("rows", untilRefused(() -> {
            String key = "row " + rows.size();
            database.write(handle -> handle.execute("INSERT INTO kept VALUES (?, 0, ?)", key, filling));
            rows.add(key);
        }));
        while (!kept.isEmpty()) {
            blobs.delete(kept.removeLast());
        }
        var found = database.read(handle -> handle.createQuery("SELECT key FROM kept WHERE key LIKE 'row %'")
                .mapTo(String.class)
                .set());
        keep("");
        System.out.println(found.equals(rows) ? "rows are whole" : "rows differ");
    }

    private static void tell(String what, VignetteException refused) {
        System.out.println(what + " " + refused.code().code());
    }

    private static VignetteException untilRefused(Runnable work) {
        while (true) {
            try {
                work.run();
            } catch (VignetteException e) {
                return e;
            }
        }
    }

    /// All that there are rows of, each of which has its blob.
    List<BlobKey> requireWhole() throws IOException {
        var keys = database.read(handle ->
                handle.createQuery("SELECT key FROM kept").mapTo(String.class).list());
        var blobsOfRows = keys.stream().map(BlobKey::new).toList();
        requireWhole(blobsOfRows);
        return blobsOfRows;
    }

    private void requireWhole(List<BlobKey> keys) throws IOException {
        for (BlobKey key : keys) {
            try (InputStream in = blobs.read(key, 0, Long.MAX_VALUE).orElseThrow()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
                if (!HexFormat.of().formatHex(hash).equals(key.sha256())) {
                    throw new IllegalStateException(key + " is damaged");
                }
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    BlobStore blobs() {
        return blobs;
    }

    @Override
    public void close() {
        database.close();
        blobs.close();
    }
}
