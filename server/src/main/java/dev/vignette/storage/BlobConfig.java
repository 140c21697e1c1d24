package dev.vignette.storage;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where the images of the library are.
public record BlobConfig(
        @Setting(
                key = "vignette.blobs.store",
                defaultValue = "local",
                doc = "Where the images of the library are: in `blobs` in the data folder, or in a bucket of S3 or of "
                        + "what speaks like it.")
        Store store,

        @Setting(key = BlobConfig.BUCKET_KEY, doc = "The bucket, which must be there. Needed with `s3`.")
        Optional<String> bucket,

        @Setting(
                key = BlobConfig.ENDPOINT_KEY,
                doc =
                        "The URL of the S3 server, as in `https://s3.example.com`. By default that of Amazon in the region.")
        Optional<String> endpoint,

        @Setting(key = "vignette.blobs.region", defaultValue = "us-east-1", doc = "The region of the bucket.")
        String region,

        @Setting(
                key = "vignette.blobs.prefix",
                doc =
                        "What the names of all objects begin with, as in `vignette/`, when the bucket holds other things too.")
        Optional<String> prefix,

        @Setting(
                key = "vignette.blobs.path-style",
                defaultValue = "false",
                doc = "Whether the bucket is named in the path of URLs instead of in their host, which most S3 servers "
                        + "other than Amazon's want.")
        boolean pathStyle,

        @Setting(
                key = BlobConfig.ACCESS_KEY_KEY,
                doc = "The access key. Without it and the secret key, the usual places of the AWS SDK are searched: "
                        + "`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, its files, the role of the machine.")
        Optional<String> accessKey,

        @Setting(key = "vignette.blobs.secret-key", doc = "The secret key.")
        Optional<String> secretKey,

        @Setting(
                key = "vignette.blobs.presign",
                defaultValue = "false",
                doc = "Whether originals are downloaded from S3 itself, by a redirect to a URL that is signed for the "
                        + "purpose.")
        boolean presign,

        @Setting(
                key = "vignette.blobs.timeout",
                defaultValue = "20s",
                doc = "The longest that S3 may take for one request, further tries included; then the answer is 503. To"
                        + " put a large upload together, or to copy it, it has 5 minutes at least.",
                min = 1000,
                max = 600_000)
        Duration timeout) {
    static final String BUCKET_KEY = "vignette.blobs.bucket";
    static final String ENDPOINT_KEY = "vignette.blobs.endpoint";
    static final String ACCESS_KEY_KEY = "vignette.blobs.access-key";

    /// The kinds of stores.
    public enum Store {
        LOCAL,
        S3
    }

    /// @throws ConfigException when S3 cannot be used like this
    public BlobConfig {
        if (store == Store.S3 && bucket.isEmpty()) {
            throw new ConfigException(Settings.environmentName(BUCKET_KEY), "is needed with S3");
        }
        if (endpoint.isPresent() && !isUrl(endpoint.get())) {
            throw new ConfigException(
                    Settings.environmentName(ENDPOINT_KEY), "'" + endpoint.get() + "' is not a URL of http or https");
        }
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new ConfigException(
                    Settings.environmentName(ACCESS_KEY_KEY), "the access key and the secret key belong together");
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "BlobConfig[" + store + " " + endpoint.orElse("") + " " + bucket.orElse("") + "]";
    }
}
