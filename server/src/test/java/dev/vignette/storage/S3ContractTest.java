package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.ConfigException;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.BlobStore.DownloadTerms;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every S3 server does for the store.
abstract class S3ContractTest extends BlobStoreContractTest {
    private Map<String, String> environment;

    abstract S3Process server();

    @BeforeEach
    @Override
    void make() {
        environment = server().freshBucket();
        super.make();
    }

    BlobConfig config(String... settings) {
        return S3Process.config(environment, settings);
    }

    private Path parts() {
        return folder().resolve("parts");
    }

    @Override
    BlobStore open(Path local) {
        return new S3Blobs(config(), parts());
    }

    @Override
    int unfinished() {
        int files = Objects.requireNonNull(parts().toFile().list()).length;
        String bucket = config().bucket().orElseThrow();
        try (var client = S3Clients.client(config())) {
            int uploads = client.listMultipartUploads(request -> request.bucket(bucket))
                    .uploads()
                    .size();
            return files
                    + uploads
                    + client.listObjectsV2(request -> request.bucket(bucket).prefix(S3Blobs.UNFINISHED))
                            .contents()
                            .size();
        }
    }

    @Test
    void open_bucketIsNotThere_isRefused() {
        assertThatThrownBy(() -> new S3Blobs(config("BUCKET", "none-such"), parts()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_BLOBS_BUCKET: ");
    }

    @Test
    void prefix_twoStoresInABucket_doNotSeeEachOther() throws IOException {
        byte[] bytes = random(1000, 1);
        try (var one = new S3Blobs(config("PREFIX", "one/"), parts());
                var other = new S3Blobs(config("PREFIX", "two/"), parts())) {
            BlobKey key = commit(one, bytes);

            assertThat(other.find(key)).isEmpty();
            try (var blobs = other.list("")) {
                assertThat(blobs).isEmpty();
            }
            assertThat(read(one, key, 0, 1000)).isEqualTo(bytes);
            assertThat(one.list("").map(BlobInfo::key)).containsExactly(key);
        }
    }

    @Test
    void presigned_url_givesTheBlobToAnybody() throws Exception {
        byte[] bytes = random(1000, 2);
        var terms = new DownloadTerms(Duration.ofMinutes(1), "image/png", "attachment; filename=\"a.png\"");
        try (var silent = open(folder());
                var store = new S3Blobs(config("PRESIGN", "true"), parts());
                var client = HttpClient.newHttpClient()) {
            BlobKey key = commit(store, bytes);
            assertThat(silent.presigned(key, terms)).isEmpty();

            var request = HttpRequest.newBuilder(store.presigned(key, terms).orElseThrow())
                    .build();
            var answer = client.send(request, BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
            assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"a.png\"");
        }
    }

    /// More than one request may copy, here 5 MiB instead of 5 GiB.
    @Test
    void copy_largeObject_goesPartByPart() throws IOException {
        byte[] bytes = random(12_000_000, 3);
        try (var store = open(folder());
                var bucket = new S3Bucket(config(), 5 << 20, 1000)) {
            BlobKey key = commit(store, bytes);
            BlobKey copied = hash(new byte[1]);

            bucket.copy(S3Blobs.BLOBS + key, S3Blobs.BLOBS + copied, bytes.length);

            assertThat(read(store, copied, 0, bytes.length)).isEqualTo(bytes);
        }
    }

    /// As of a server that was killed while it copied.
    @Test
    void sweep_copyThatNeverEnded_isAborted() throws IOException {
        try (var store = open(folder());
                var bucket = new S3Bucket(config())) {
            BlobKey kept = commit(store, random(1000, 4));
            var _ = bucket.beginUpload(S3Blobs.BLOBS + hash(new byte[1]));
            assertThat(unfinished()).isEqualTo(1);

            assertThat(store.sweep(Instant.now().minusSeconds(3600))).isZero();
            assertThat(unfinished()).isEqualTo(1);
            assertThat(store.sweep(Instant.now().plusSeconds(3600))).isEqualTo(1);

            assertThat(unfinished()).isZero();
            assertThat(store.find(kept)).isPresent();
        }
    }

    @Test
    void copy_fails_leavesNothing() {
        try (var bucket = new S3Bucket(config(), 5 << 20, 1000)) {
            assertThatThrownBy(() -> bucket.copy("none", S3Blobs.BLOBS + "copy", 30_000_000))
                    .isInstanceOf(VignetteException.class);
        }
        try (var _ = open(folder())) {
            assertThat(unfinished()).isZero();
        }
    }

    @Test
    void list_moreThanAPage_goesOnWithTheNext() {
        int count = 5;
        try (var store = open(folder());
                var bucket = new S3Bucket(config(), Long.MAX_VALUE, 2)) {
            for (int i = 0; i < count; i++) {
                commit(store, random(10, i));
            }
            assertThat(bucket.list(S3Blobs.BLOBS)).hasSize(count);
        }
    }

    @Test
    void append_partByPart_keepsNoMoreThanOneOnTheDisk() {
        try (var store = open(folder());
                var writer = store.write()) {
            for (int i = 0; i < 3 * 16 + 1; i++) {
                writer.append(ByteBuffer.allocate(1 << 20));
                assertThat(parts().toFile().listFiles()).hasSize(1).allMatch(file -> file.length() <= S3Writer.PART);
            }
            assertThat(writer.bytes()).isEqualTo(49L << 20);
        }
        assertThat(unfinished()).isZero();
    }

    @Test
    void close_interrupted_leavesNothingAllTheSame() {
        try (var store = open(folder())) {
            BlobWriter writer = store.write();
            writer.append(ByteBuffer.allocate(S3Writer.PART + 1));
            assertThat(unfinished()).isPositive();

            Thread.currentThread().interrupt();
            writer.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(unfinished()).isZero();
        }
    }

    /// Each client has a thread of its own for time-outs.
    @Test
    void close_clients_endTheirThreads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var store = new S3Blobs(config("PRESIGN", "true"), parts());
        assertThat(store.find(new BlobKey("a".repeat(64)))).isEmpty();
        Set<Thread> begun = new HashSet<>(Thread.getAllStackTraces().keySet());
        begun.removeAll(before);
        begun.removeIf(thread -> !thread.getName().startsWith("sdk-"));
        assertThat(begun).isNotEmpty();

        store.close();

        Waiting.until(() -> begun.stream().noneMatch(Thread::isAlive));
        assertThatThrownBy(() -> store.find(new BlobKey("a".repeat(64)))).isInstanceOf(RuntimeException.class);
    }
}
