package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vignette.config.Settings;
import dev.vignette.storage.FileCache;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Originals in files, on a thread that was told that nobody waits for it any more.
class InterruptedTierTest {
    private static final String URL = "http://127.0.0.1/a";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(SourceTier.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final FileCache files;
    private final BodyStore store;
    private final SourceTier tier;
    private final Terms terms = new Terms(
            URL, Optional.empty(), Optional.empty(), Instant.now(), Optional.of(HOUR), true, false, Optional.empty());

    InterruptedTierTest(@TempDir Path folder) {
        files = new FileCache(folder, 1 << 20);
        store = new BodyStore(Settings.of(Map.of()).bind(SourceCacheConfig.class), folder, Optional.of(files));
        tier = new SourceTier(files, store, "", HOUR, Clock.systemUTC());
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void calm() {
        var _ = Thread.interrupted();
        logger.detachAppender(log);
    }

    @Test
    void find_interrupted_isAQuietMiss() {
        keep();
        Thread.currentThread().interrupt();

        assertThat(tier.find(URL)).isEmpty();

        assertQuiet();
        tier.find(URL).orElseThrow().body().release();
    }

    @Test
    void put_interrupted_keepsNothingQuietly() {
        Thread.currentThread().interrupt();

        keep();

        assertQuiet();
        assertThat(tier.find(URL)).isEmpty();
    }

    @Test
    void put_interruptedWithAFile_keepsNothingQuietly() throws Exception {
        SpillFile file = store.file();
        file.write(body().nioBuffer());
        FileBody body = file.body();
        Thread.currentThread().interrupt();

        tier.put(URL, terms, body);
        body.release();

        assertQuiet();
        assertThat(tier.find(URL)).isEmpty();
    }

    @Test
    void refresh_interrupted_isQuietAndLosesNothing() {
        keep();
        SourceTier.Kept kept = tier.find(URL).orElseThrow();
        Thread.currentThread().interrupt();

        tier.refresh(URL, kept, terms);
        kept.body().release();

        assertQuiet();
        tier.find(URL).orElseThrow().body().release();
    }

    private void keep() {
        try (var writer = store.writer(5)) {
            writer.write(body());
            Body body = writer.finish();
            tier.put(URL, terms, body);
            body.release();
        }
    }

    private static io.netty.buffer.ByteBuf body() {
        return Unpooled.wrappedBuffer("image".getBytes(StandardCharsets.US_ASCII));
    }

    /// Also clears the interrupt.
    private void assertQuiet() {
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }
}
