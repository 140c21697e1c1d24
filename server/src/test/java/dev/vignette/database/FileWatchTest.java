package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(180)
final class FileWatchTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(FileWatch.class);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
    }

    @Test
    void watch_failsForWhateverReason_saysSoOnceAndGoesOnAfterPauses(@TempDir Path folder) {
        DatabaseConfig config = Settings.of(Map.of()).bind(DatabaseConfig.class);
        var times = new AtomicInteger();
        try (var lane = Lane.writingSqlite(SqliteFile.open(config, folder), config);
                var watch = new FileWatch(lane, () -> fail(times.incrementAndGet()))) {
            long begin = System.nanoTime();
            watch.listen();
            Waiting.until(() -> times.get() == 4);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2900));
            assertThat(lines.list).hasSize(1);
        }
    }

    /// Three times.
    private static void fail(int time) {
        switch (time) {
            case 1, 2 -> throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "on purpose");
            case 3 -> throw new IllegalStateException("on purpose");
            default -> {}
        }
    }
}
