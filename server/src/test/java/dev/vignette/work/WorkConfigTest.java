package dev.vignette.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkConfigTest {
    @Test
    void bind_nothingSet_isModestAndSendsAndImportsNothing() {
        assertThat(config(Map.of()))
                .isEqualTo(new WorkConfig(
                        1000,
                        16,
                        100,
                        10_000,
                        100,
                        Duration.ofSeconds(15),
                        List.of(),
                        Duration.ofSeconds(10),
                        List.of()));
    }

    @Test
    void bind_allSet_isThat() {
        String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
        String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[64]);

        assertThat(config(Map.of(
                        "MAX_ITEMS", "1",
                        "MAX_RENDITIONS", "2",
                        "MAX_OPEN", "3",
                        "MAX_FOLLOWERS", "4",
                        "MAX_FOLLOWERS_OF_ONE", "5",
                        "HEARTBEAT", "6s",
                        "WEBHOOK_SECRET", secret + ", " + other,
                        "WEBHOOK_TIMEOUT", "7s",
                        "IMPORT_FROM", "/srv/photos, s3://bucket/new")))
                .isEqualTo(new WorkConfig(
                        1,
                        2,
                        3,
                        4,
                        5,
                        Duration.ofSeconds(6),
                        List.of(secret, other),
                        Duration.ofSeconds(7),
                        List.of("/srv/photos", "s3://bucket/new")));
    }

    @Test
    void bind_secretThatIsNone_isRefused() {
        String one = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
        for (String secret : List.of(
                "whsec_",
                one + ",whsec_",
                String.join(",", Collections.nCopies(5, one)),
                "whsec_AAAA",
                "whsec_%%%",
                Base64.getEncoder().encodeToString(new byte[32]),
                "whsec_" + Base64.getEncoder().encodeToString(new byte[65]))) {
            assertThatThrownBy(() -> config(Map.of("WEBHOOK_SECRET", secret)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("VIGNETTE_JOBS_WEBHOOK_SECRET");
        }
    }

    private static WorkConfig config(Map<String, String> settings) {
        var environment = new HashMap<String, String>();
        settings.forEach((name, value) -> environment.put("VIGNETTE_JOBS_" + name, value));
        return Settings.of(environment).bind(WorkConfig.class);
    }
}
