package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.cache.Purge;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was made is still there after a restart on the same folder.
final class DiskCacheTest {
    @Test
    void thumb_afterRestart_comesFromDisk(@TempDir Path data) throws IOException {
        String[] settings = {"DATA_DIR", data.toString(), "CACHE_DISK", "1MiB"};
        try (var origin = new TestOrigin()) {
            origin.serve("/a.jpg", Pictures.jpeg(60, 40));
            String target = "/thumb?" + origin.parameter("/a.jpg") + "&w=20";
            byte[] first;
            try (var server = new TestServer(settings)) {
                first = server.get(target).body();
            }
            try (var server = new TestServer(settings)) {
                var second = server.get(target);
                assertThat(second.body()).isEqualTo(first);
                assertThat(second.headers().firstValue("Server-Timing")).contains("cache;desc=disk");
                assertThat(server.get(target).headers().firstValue("Server-Timing"))
                        .contains("cache;desc=hit");
            }
        }
    }

    @Test
    void thumb_afterRestartWithOtherSettings_isMadeAnew(@TempDir Path data) throws IOException {
        try (var origin = new TestOrigin()) {
            origin.serve("/a.jpg", Pictures.jpeg(60, 40));
            String target = "/thumb?" + origin.parameter("/a.jpg") + "&w=20";
            try (var server = new TestServer("DATA_DIR", data.toString(), "CACHE_DISK", "1MiB")) {
                assertThat(server.get(target).statusCode()).isEqualTo(200);
            }
            try (var server = new TestServer(
                    "DATA_DIR", data.toString(), "CACHE_DISK", "1MiB", "SOURCE_DENIED_HOSTS", "127.0.0.1")) {
                assertThat(server.get(target).statusCode()).isEqualTo(403);
            }
        }
    }

    @Test
    void thumb_large_comesFromItsFile(@TempDir Path data) throws IOException {
        try (var server = new TestServer("DATA_DIR", data.toString(), "CACHE_DISK", "20MiB")) {
            server.origin.serve("/noise.png", Pictures.noise(800, 800));
            String target = server.thumb("/noise.png", "w=700&f=png");
            var first = server.get(target);
            assertThat(first.body()).hasSizeGreaterThan(1 << 20);
            for (String tags : new String[] {"", "&tag=red", "&tag=red", "&tag=blue"}) {
                var again = server.get(target + tags);
                assertThat(again.body()).isEqualTo(first.body());
                assertThat(again.headers().firstValue("Cache-Status").orElse(""))
                        .endsWith("; detail=disk");
            }
            assertThat(server.head(target).headers().firstValueAsLong("Content-Length"))
                    .hasValue(first.body().length);
            assertThat(server.origin.requests("/noise.png")).isEqualTo(1);
            assertThat(server.wiring.cache().memory().entries()).isZero();
            assertThat(server.wiring.cache().purge(new Purge.Tag("red")).disk()).isOne();
        }
    }
}
