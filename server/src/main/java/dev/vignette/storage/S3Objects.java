package dev.vignette.storage;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Objects of a bucket that others put there, to be read.
public final class S3Objects implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("s3://([a-z0-9.-]{3,63})(?:/(.*))?");

    private final S3Bucket bucket;
    private final String name;
    private final String beginning;

    private S3Objects(S3Bucket bucket, String name, String beginning) {
        this.bucket = bucket;
        this.name = name;
        this.beginning = beginning;
    }

    /// One of them.
    ///
    /// @param etag which is another when the object is
    public record Found(String key, long bytes, String etag) {}

    /// Whether this is how such a place is written.
    public static boolean isUrl(String text) {
        return text.startsWith("s3://");
    }

    /// @param url as in `s3://BUCKET/PREFIX`
    /// @param config says which server, and by which keys
    /// @throws VignetteException `BAD_PARAMETER` when it is no such URL
    public static S3Objects below(String url, BlobConfig config) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw VignetteException.badParameter("FROM", "This is no place in S3", List.of("s3://BUCKET/PREFIX"));
        }
        var reading = new BlobConfig(
                BlobConfig.Store.S3,
                Optional.of(matcher.group(1)),
                config.endpoint(),
                config.region(),
                Optional.empty(),
                config.pathStyle(),
                config.accessKey(),
                config.secretKey(),
                false,
                config.timeout());
        String beginning = Optional.ofNullable(matcher.group(2)).orElse("");
        return new S3Objects(new S3Bucket(reading), matcher.group(1), beginning);
    }

    /// All of them, in the order of their keys, as they are found.
    public Stream<Found> list() {
        return bucket.list(beginning)
                .filter(object -> !object.key().endsWith("/"))
                .map(object -> new Found(object.key(), object.size(), object.eTag()));
    }

    /// Where an object is, for ever.
    public String place(Found object) {
        return place(object.key());
    }

    private String place(String key) {
        return "s3://" + name + '/' + key;
    }

    /// What was found before at a place that [#place] told.
    public Found at(String place, long bytes) {
        return new Found(place.substring(place("").length()), bytes, "");
    }

    /// @throws VignetteException when it is gone, or S3 is away
    public InputStream open(Found object) {
        return bucket.read(object.key(), 0, Math.max(1, object.bytes()))
                .orElseThrow(() -> new VignetteException(ErrorCode.SOURCE_NOT_FOUND, "The object is gone"));
    }

    @Override
    public void close() {
        bucket.close();
    }
}
