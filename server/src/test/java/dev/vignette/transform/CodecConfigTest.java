package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodecConfigTest {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static CodecConfig bind(Map<String, String> environment) {
        return Settings.of(environment).bind(CodecConfig.class);
    }

    @Test
    void bind_nothingSet_isTheDefaults() {
        var config = bind(Map.of());

        assertThat(config)
                .isEqualTo(new CodecConfig(
                        0,
                        0,
                        1024,
                        QueueOrder.COST,
                        new ByteSize(0),
                        Oversized.REFUSE,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60)));
        assertThat(config.allowance()).isEqualTo(new Allowance(config.budget(), Duration.ofSeconds(20)));
        assertThat(config.least()).isEqualTo(CORES);
        assertThat(config.most()).isEqualTo(4 * CORES);
        assertThat(config.budget()).isBetween(128L << 20, 1L << 30);
    }

    @Test
    void bind_everythingSet_isMapped() {
        var config = bind(Map.of(
                "VIGNETTE_CODEC_MIN_WORKERS", "4",
                "VIGNETTE_CODEC_MAX_WORKERS", "128",
                "VIGNETTE_CODEC_QUEUE", "7",
                "VIGNETTE_CODEC_ORDER", "arrival",
                "VIGNETTE_CODEC_MEMORY", "300MiB",
                "VIGNETTE_CODEC_OVERSIZED", "alone",
                "VIGNETTE_CODEC_MAX_TIME", "7s",
                "VIGNETTE_CODEC_STUCK_AFTER", "5s"));

        assertThat(config)
                .isEqualTo(new CodecConfig(
                        4,
                        128,
                        7,
                        QueueOrder.ARRIVAL,
                        new ByteSize(300 << 20),
                        Oversized.ALONE,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(5)));
        assertThat(config.allowance()).isEqualTo(new Allowance(Long.MAX_VALUE, Duration.ofSeconds(7)));
        assertThat(config.least()).isEqualTo(4);
        assertThat(config.most()).isEqualTo(128);
        assertThat(config.budget()).isEqualTo(300 << 20);
    }

    @Test
    void workers_oneBoundSet_moveTheOther() {
        var few = bind(Map.of("VIGNETTE_CODEC_MAX_WORKERS", "1"));
        assertThat(few.least()).isEqualTo(1);
        assertThat(few.most()).isEqualTo(1);

        var many = bind(Map.of("VIGNETTE_CODEC_MIN_WORKERS", "1000"));
        assertThat(many.least()).isEqualTo(1000);
        assertThat(many.most()).isGreaterThanOrEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"1, 128", "512, 128", "1024, 256", "4096, 1024", "65536, 1024"})
    void share_memoryOfTheMachine_isAQuarterWithinBounds(long mebibytes, long expected) {
        assertThat(CodecConfig.share(mebibytes << 20)).isEqualTo(expected << 20);
    }

    @Test
    void bind_mostFewerThanLeast_namesTheKey() {
        assertThatThrownBy(() -> bind(Map.of("VIGNETTE_CODEC_MIN_WORKERS", "4", "VIGNETTE_CODEC_MAX_WORKERS", "3")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("VIGNETTE_CODEC_MAX_WORKERS");
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_CODEC_MIN_WORKERS, -1",
        "VIGNETTE_CODEC_MAX_WORKERS, 1025",
        "VIGNETTE_CODEC_QUEUE, 0",
        "VIGNETTE_CODEC_ORDER, size",
        "VIGNETTE_CODEC_OVERSIZED, perhaps",
        "VIGNETTE_CODEC_MAX_TIME, 0s",
        "VIGNETTE_CODEC_STUCK_AFTER, 0s",
    })
    void bind_outOfBounds_namesTheKey(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }
}
