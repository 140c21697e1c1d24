package dev.vignette;

import dev.vignette.auth.AuthConfig;
import dev.vignette.auth.RightsConfig;
import dev.vignette.auth.TokenConfig;
import dev.vignette.cache.CacheConfig;
import dev.vignette.config.Section;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.delivery.DeliveryConfig;
import dev.vignette.http.BodyConfig;
import dev.vignette.http.CorsConfig;
import dev.vignette.http.HttpConfig;
import dev.vignette.http.ProxyConfig;
import dev.vignette.jobs.JobsConfig;
import dev.vignette.library.LibraryConfig;
import dev.vignette.library.ResumableConfig;
import dev.vignette.options.PresetsConfig;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.SourceCacheConfig;
import dev.vignette.source.SourceConfig;
import dev.vignette.storage.BlobConfig;
import dev.vignette.telemetry.TelemetryConfig;
import dev.vignette.transform.CodecConfig;
import dev.vignette.transform.TransformConfig;
import dev.vignette.work.WorkConfig;
import java.util.List;

/// Every configuration record there is, in the order of the reference page. A record that is missing here is missing
/// there, and its keys are reported at start as unknown.
final class ConfigRecords {
    static final List<Section> ALL = List.of(
            new Section("Server", "Where it listens, and for how long it bears with a request.", HttpConfig.class),
            new Section("Bodies", "For how long it bears with what is sent to it.", BodyConfig.class),
            new Section("Proxies", "Which stand before it.", ProxyConfig.class),
            new Section("Browsers", "Which pages of other origins may use it.", CorsConfig.class),
            new Section("Sources", "Where originals may come from, and what they may cost.", SourceConfig.class),
            new Section(
                    "Originals",
                    "Where the bytes of originals are, and which are kept for how long.",
                    SourceCacheConfig.class),
            new Section("Limits", "What an original may claim in its header, before it is decoded.", ImageLimits.class),
            new Section("Transformation", "How originals are decoded and renditions written.", TransformConfig.class),
            new Section("Codecs", "How many conversions run and wait, and what they may take.", CodecConfig.class),
            new Section("Presets", "Named sets of options.", PresetsConfig.class),
            new Section("Signatures", "Who may ask.", AuthConfig.class),
            new Section("Tokens", "Whose tokens are believed in the library.", TokenConfig.class),
            new Section("Rights", "Who may do what in the library, and how often.", RightsConfig.class),
            new Section("Answers", "How long an answer is fresh.", DeliveryConfig.class),
            new Section("Cache", "What is kept of the work done.", CacheConfig.class),
            new Section("Database", "Where the index of the library and the rights are.", DatabaseConfig.class),
            new Section("Blobs", "Where the images of the library are, and how S3 is reached.", BlobConfig.class),
            new Section("Library", "What the image library takes and remembers.", LibraryConfig.class),
            new Section(
                    "Resumable uploads", "Uploads that come in pieces, over several requests.", ResumableConfig.class),
            new Section("Jobs", "Work that outlives its request, and how long it is remembered.", JobsConfig.class),
            new Section("Work", "What may be asked of jobs, and whom they tell.", WorkConfig.class),
            new Section("Observation", "What is told of requests, and to whom.", TelemetryConfig.class),
            new Section("Launcher", "What is read before anything else.", LauncherConfig.class));

    private ConfigRecords() {}
}
