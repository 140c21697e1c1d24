package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileCacheTest {
    private static final FileName NAME = FileName.of("group", "key");

    @TempDir
    private Path folder;

    @Test
    void keep_written_isFoundAndRemoved() throws IOException {
        var cache = new FileCache(folder, 1 << 20);
        keep(cache, NAME, 5000);

        assertThat(cache.find(NAME)).hasSize(5000);
        assertThat(cache.names().filter(FileName.ofGroup("group"))).containsExactly(NAME);
        assertThat(cache.names().filter(FileName.ofGroup("other"))).isEmpty();
        assertThat(cache.count()).isOne();
        assertThat(cache.remove(NAME)).isTrue();
        assertThat(cache.remove(NAME)).isFalse();
        assertThat(cache.find(NAME)).doesNotExist();
        assertThat(cache.count()).isZero();
    }

    @Test
    void keep_partThatIsNotThere_keepsTheOldFile() throws IOException {
        var cache = new FileCache(folder, 1 << 20);
        keep(cache, NAME, 10);

        assertThatThrownBy(() -> cache.keep(NAME, folder.resolve("none"))).isInstanceOf(IOException.class);
        assertThat(cache.find(NAME)).hasSize(10);
        assertThat(cache.names()).containsExactly(NAME);
    }

    @Test
    void names_afterRestart_areAllThereAtOnce() throws IOException {
        var first = new FileCache(folder, 1 << 20);
        for (int i = 0; i < 200; i++) {
            keep(first, FileName.of("group", "key" + i), 1);
        }

        assertThat(new FileCache(folder, 1 << 20).names()).hasSize(200);
    }

    @Test
    void keep_evictedAndReplacedAtOnce_indexAndFolderAgree() throws IOException {
        var cache = new FileCache(folder, 64 << 10);
        var work = new ArrayList<CompletableFuture<Void>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int t = 0; t < 4; t++) {
                work.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 500; i++) {
                                keep(cache, FileName.of("group", "key" + i % 30), 4000 + i);
                            }
                        },
                        threads));
            }
            work.forEach(CompletableFuture::join);
        }
        assertThat(cache.bytes()).isLessThanOrEqualTo(64 << 10);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrderElementsOf(
                            cache.names().map(cache::find).toList());
        }
    }

    @Test
    void take_folderThatAnotherHas_isRefusedUntilItIsClosed() {
        try (var _ = FolderLock.take(folder).orElseThrow()) {
            assertThat(FolderLock.take(folder)).isEmpty();
        }
        try (var again = FolderLock.take(folder).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    private static void keep(FileCache cache, FileName name, int size) {
        try {
            Path part = cache.part();
            Files.write(part, new byte[size]);
            cache.keep(name, part);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
