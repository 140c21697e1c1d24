package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LocalBlobsTest extends BlobStoreContractTest {
    @Override
    BlobStore open(Path local) {
        return new LocalBlobs(local.resolve("blobs"));
    }

    @Override
    int unfinished() {
        return Objects.requireNonNull(
                        folder().resolve("blobs/unfinished").toFile().list())
                .length;
    }

    @Test
    void path_blob_isItsFileAndReadsOnWhenItIsDeleted() throws IOException {
        byte[] bytes = random(1000, 1);
        try (var store = open(folder())) {
            BlobKey key = commit(store, bytes);
            Path path = store.path(key).orElseThrow();
            assertThat(path).hasBinaryContent(bytes);
            try (InputStream in = Files.newInputStream(path)) {
                assertThat(store.delete(key)).isTrue();
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(store.path(key)).isEmpty();
        }
    }

    @Test
    void commit_damagedBlobIsThere_putsTheGoodOneInItsPlace() throws IOException {
        byte[] bytes = random(1000, 2);
        try (var store = open(folder())) {
            Path path = store.path(commit(store, bytes)).orElseThrow();
            Files.write(path, new byte[3]);

            assertThat(store.path(commit(store, bytes)).orElseThrow()).hasBinaryContent(bytes);
        }
    }

    @Test
    void read_fileIsCutOffMeanwhile_failsInsteadOfEnding() throws IOException {
        try (var store = open(folder())) {
            BlobKey key = commit(store, random(100_000, 3));
            try (InputStream in = store.read(key, 0, 100_000).orElseThrow();
                    var file = FileChannel.open(store.path(key).orElseThrow(), StandardOpenOption.WRITE)) {
                file.truncate(50_000);
                assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void list_otherFilesInTheFolder_areLeftOut() throws IOException {
        try (var store = open(folder())) {
            BlobKey key = commit(store, random(10, 4));
            Files.writeString(folder().resolve("blobs/notes"), "not a blob");
            Files.writeString(folder().resolve("blobs/ab/notes"), "not a blob");

            assertThat(store.list("").map(BlobInfo::key)).containsExactly(key);
        }
    }

    @Test
    void open_folderCannotBeMade_fails() throws IOException {
        Path file = Files.writeString(folder().resolve("a file"), "and no folder");

        assertThatThrownBy(() -> open(file)).isInstanceOf(UncheckedIOException.class);
    }
}
