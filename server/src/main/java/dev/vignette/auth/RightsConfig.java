package dev.vignette.auth;

import dev.vignette.config.Setting;
import java.time.Duration;

/// How it is found out who may do what in the library.
public record RightsConfig(
        @Setting(
                key = "vignette.auth.strategy",
                defaultValue = "grants",
                doc =
                        "Where rights come from: `roles` of the token alone; `grants`, also those on single images in the "
                                + "token; `live`, the database alone, where a change takes hold within seconds.")
        Strategy strategy,

        @Setting(
                key = "vignette.auth.rights-ttl",
                defaultValue = "5s",
                doc = "For how long what the database says of roles, rights and shared links is kept. Changes made "
                        + "through this server, or told of by PostgreSQL, take hold at once; those that another process "
                        + "makes in the file of SQLite, within a second.",
                min = 100,
                max = 3_600_000)
        Duration rightsTtl,

        @Setting(
                key = "vignette.auth.rate-limit",
                defaultValue = "1200",
                doc =
                        "How many requests to the library a principal has in `VIGNETTE_AUTH_RATE_PERIOD`; 0 for any number.",
                min = 0,
                max = 1_000_000_000)
        int rateLimit,

        @Setting(
                key = "vignette.auth.rate-period",
                defaultValue = "1m",
                doc = "The time that the limit of requests is for.",
                min = 1000,
                max = 86_400_000)
        Duration ratePeriod,

        @Setting(
                key = "vignette.auth.link-max-age",
                defaultValue = "30d",
                doc = "The longest time that a shared link is good for.",
                min = 1000,
                max = 31_536_000_000L)
        Duration linkMaxAge,

        @Setting(
                key = "vignette.auth.max-links",
                defaultValue = "1000",
                doc = "How many shared links of one principal may be good at a time.",
                min = 1,
                max = 1_000_000)
        int maxLinks) {
    /// Where the rights of a principal come from.
    public enum Strategy {
        /// The roles and teams in the token.
        ROLES,
        /// Those, and the grants on single images in the token.
        GRANTS,
        /// The database, of which the token names the subject.
        LIVE
    }
}
