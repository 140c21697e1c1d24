package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store of blobs holds to.
@Timeout(180)
abstract class BlobStoreContractTest {
    private static final int MANY = 16;

    @TempDir
    private Path folder;

    private BlobStore store;

    /// A store with nothing in it, or a second one over the same blobs.
    ///
    /// @param local a folder of the test's own
    abstract BlobStore open(Path local);

    /// How many files or uploads are begun and not ended.
    abstract int unfinished();

    @BeforeEach
    void make() {
        store = open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    Path folder() {
        return folder;
    }

    static byte[] random(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static BlobKey hash(byte[] bytes) {
        try {
            return new BlobKey(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// In pieces of odd lengths, from memory of both kinds.
    static void append(BlobWriter writer, byte[] bytes) {
        int piece = 70_001;
        for (int from = 0; from < bytes.length; from += piece) {
            int length = Math.min(piece, bytes.length - from);
            ByteBuffer part = ByteBuffer.wrap(bytes, from, length);
            writer.append(
                    from % 2 == 0
                            ? part
                            : ByteBuffer.allocateDirect(length).put(part).flip());
        }
    }

    static BlobKey commit(BlobStore store, byte[] bytes) {
        try (BlobWriter writer = store.write()) {
            append(writer, bytes);
            return writer.commit();
        }
    }

    static byte[] read(BlobStore store, BlobKey key, long from, long length) throws IOException {
        try (InputStream in = store.read(key, from, length).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private List<BlobKey> listed(String prefix) {
        try (var blobs = store.list(prefix)) {
            return blobs.map(BlobInfo::key).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5 << 20, (5 << 20) + 1, 17_000_000})
    void commit_anyLength_isFoundAndReadBack(int length) throws IOException {
        byte[] bytes = random(length, length);

        BlobKey key = commit(store, bytes);

        assertThat(key).isEqualTo(hash(bytes));
        var info = store.find(key).orElseThrow();
        assertThat(info.key()).isEqualTo(key);
        assertThat(info.bytes()).isEqualTo(length);
        assertThat(Duration.between(info.stored(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
        assertThat(read(store, key, 0, Long.MAX_VALUE)).isEqualTo(bytes);
        assertThat(listed("")).containsExactly(key);
        assertThat(unfinished()).isZero();
        try (var other = open(folder)) {
            assertThat(read(other, key, 0, length)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 100000", "99999, 1", "99999, 5", "100000, 5", "200000, 1", "500, 0", "500, 70000"})
    void read_part_isWhatThereIsOfIt(long from, long length) throws IOException {
        byte[] bytes = random(100_000, 1);
        BlobKey key = commit(store, bytes);

        int first = (int) Math.min(from, bytes.length);
        int end = (int) Math.min(from + length, bytes.length);
        assertThat(read(store, key, from, length)).isEqualTo(Arrays.copyOfRange(bytes, first, end));
    }

    @Test
    void read_closedEarly_leavesTheStoreOfUse() throws IOException {
        byte[] bytes = random(3_000_000, 2);
        BlobKey key = commit(store, bytes);
        for (int i = 0; i < MANY; i++) {
            try (InputStream in = store.read(key, i, bytes.length).orElseThrow()) {
                assertThat((byte) in.read()).isEqualTo(bytes[i]);
            }
        }
        assertThat(read(store, key, 0, 10)).isEqualTo(Arrays.copyOf(bytes, 10));
    }

    @Test
    void missing_blob_isFoundNowhere() {
        BlobKey key = hash(new byte[7]);

        assertThat(store.find(key)).isEmpty();
        assertThat(store.read(key, 0, 1)).isEmpty();
        assertThat(store.path(key)).isEmpty();
        assertThat(store.delete(key)).isFalse();
        assertThat(listed("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 12_000_000})
    void writer_beforeCommit_tellsWhatItHasAndNobodyElseFindsIt(int length) throws IOException {
        byte[] bytes = random(length, 3);
        try (BlobWriter writer = store.write()) {
            append(writer, bytes);
            assertThat(writer.bytes()).isEqualTo(length);
            assertThat(writer.key()).isEqualTo(hash(bytes));
            try (InputStream in = writer.read(100, length)) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 100, length));
            }
            if (writer.path().isPresent()) {
                assertThat(writer.path().get()).hasBinaryContent(bytes);
            }
            assertThat(store.find(writer.key())).isEmpty();
            assertThat(listed("")).isEmpty();
            assertThatThrownBy(() -> writer.append(ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);
            writer.commit();
        }
        assertThat(read(store, hash(bytes), 0, length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 12_000_000})
    void close_withoutCommit_leavesNothing(int length) {
        byte[] bytes = random(length, 4);
        try (BlobWriter writer = store.write()) {
            append(writer, bytes);
        }
        try (BlobWriter writer = store.write()) {
            append(writer, bytes);
            assertThat(writer.key()).isEqualTo(hash(bytes));
        }

        assertThat(store.find(hash(bytes))).isEmpty();
        assertThat(unfinished()).isZero();
        assertThat(store.sweep(Instant.now().plusSeconds(3600))).isZero();
    }

    @Test
    void commit_equalContentOneAfterTheOther_isOneBlob() throws IOException {
        byte[] bytes = random(6_000_000, 5);

        assertThat(commit(store, bytes)).isEqualTo(commit(store, bytes));

        assertThat(listed("")).hasSize(1);
        assertThat(read(store, hash(bytes), 0, bytes.length)).isEqualTo(bytes);
        assertThat(unfinished()).isZero();
    }

    @Test
    void commit_equalContentAtOnce_allSucceedAndItIsOneBlob() throws Exception {
        byte[] bytes = random(100_000, 6);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var commits = new ArrayList<Future<BlobKey>>();
            for (int i = 0; i < MANY; i++) {
                commits.add(threads.submit(() -> commit(store, bytes)));
            }
            for (var one : commits) {
                assertThat(one.get()).isEqualTo(hash(bytes));
            }
        }
        assertThat(listed("")).containsExactly(hash(bytes));
        assertThat(read(store, hash(bytes), 0, bytes.length)).isEqualTo(bytes);
        assertThat(unfinished()).isZero();
    }

    @Test
    void delete_blob_isGoneAndCanComeBack() throws IOException {
        byte[] bytes = random(1000, 7);
        BlobKey key = commit(store, bytes);

        assertThat(store.delete(key)).isTrue();
        assertThat(store.delete(key)).isFalse();
        assertThat(store.find(key)).isEmpty();
        assertThat(listed("")).isEmpty();
        commit(store, bytes);
        assertThat(read(store, key, 0, 1000)).isEqualTo(bytes);
    }

    @Test
    void list_manyBlobs_isInOrderAndByPrefix() {
        var keys = new ArrayList<BlobKey>();
        for (int i = 0; i < 3 * MANY; i++) {
            keys.add(commit(store, random(10 + i, i)));
        }
        keys.sort(Comparator.comparing(BlobKey::sha256));

        assertThat(listed("")).isEqualTo(keys);
        for (int digits : new int[] {1, 2, 3, 64}) {
            String prefix = keys.get(MANY).sha256().substring(0, digits);
            assertThat(listed(prefix))
                    .isEqualTo(keys.stream()
                            .filter(key -> key.sha256().startsWith(prefix))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 12_000_000})
    void sweep_writersThatNeverEnded_leavesTheBlobsAlone(int length) throws IOException {
        BlobKey kept = commit(store, random(1000, 8));
        @SuppressWarnings("resource") // as a process does that is killed
        BlobWriter abandoned = store.write();
        append(abandoned, random(length, 9));
        @SuppressWarnings("resource")
        BlobWriter almostDone = store.write();
        append(almostDone, random(length, 10));
        almostDone.key();
        assertThat(unfinished()).isPositive();

        assertThat(store.sweep(Instant.now().minusSeconds(3600))).isZero();
        assertThat(unfinished()).isPositive();
        assertThat(store.sweep(Instant.now().plusSeconds(3600))).isPositive();

        assertThat(unfinished()).isZero();
        assertThat(listed("")).containsExactly(kept);
        assertThat(Files.exists(folder)).isTrue();
    }
}
