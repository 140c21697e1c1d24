package dev.vignette.work;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import java.time.Duration;
import java.util.List;

/// What may be asked of jobs.
public record WorkConfig(
        @Setting(
                key = "vignette.jobs.max-items",
                defaultValue = "1000",
                doc = "The most images or URLs that one job may name; a query may find any number.",
                min = 1,
                max = 10_000)
        int maxItems,

        @Setting(
                key = "vignette.jobs.max-renditions",
                defaultValue = "16",
                doc = "The most renditions of each image that one job may make.",
                min = 1,
                max = 64)
        int maxRenditions,

        @Setting(
                key = "vignette.jobs.max-open",
                defaultValue = "100",
                doc = "The most jobs of one principal that have not ended.",
                min = 1,
                max = 100_000)
        int maxOpen,

        @Setting(
                key = "vignette.jobs.max-followers",
                defaultValue = "10000",
                doc = "The most clients that follow the events of jobs at a time, on one server.",
                min = 1,
                max = 1_000_000)
        int maxFollowers,

        @Setting(
                key = "vignette.jobs.max-followers-of-one",
                defaultValue = "100",
                doc = "The most of them by one principal.",
                min = 1,
                max = 1_000_000)
        int maxFollowersOfOne,

        @Setting(
                key = "vignette.jobs.heartbeat",
                defaultValue = "15s",
                doc = "After how long without news a client that follows a job is sent a comment; it must be shorter"
                        + " than the idle timeout of all who stand in between.",
                min = 100,
                max = 30_000)
        Duration heartbeat,

        @Setting(
                key = WorkConfig.SECRET_KEY,
                doc = "What webhooks are signed with: `whsec_` and 24 to 64 bytes in Base64. While one secret follows"
                        + " another, both, separated by a comma: each signs. Without any no callbacks are taken.")
        List<String> webhookSecrets,

        @Setting(
                key = "vignette.jobs.webhook-timeout",
                defaultValue = "10s",
                doc = "How long the delivery of a webhook may take before it is tried again.",
                min = 100,
                max = 600_000)
        Duration webhookTimeout,

        @Setting(
                key = "vignette.jobs.import-from",
                doc =
                        "The folders and `s3://BUCKET/PREFIX` that jobs may import from, with all below them, separated by"
                                + " commas. Without any, no job imports.")
        List<String> importFrom) {
    static final String SECRET_KEY = "vignette.jobs.webhook-secret";
    private static final int MOST_SECRETS = 4;

    public WorkConfig {
        importFrom = List.copyOf(importFrom);
        webhookSecrets = List.copyOf(webhookSecrets);
        if (webhookSecrets.size() > MOST_SECRETS) {
            throw new ConfigException("VIGNETTE_JOBS_WEBHOOK_SECRET", "there are more than " + MOST_SECRETS);
        }
        if (webhookSecrets.stream()
                .anyMatch(secret -> WebhookSignature.key(secret).isEmpty())) {
            throw new ConfigException("VIGNETTE_JOBS_WEBHOOK_SECRET", "it is not whsec_ and 24 to 64 bytes in Base64");
        }
    }
}
