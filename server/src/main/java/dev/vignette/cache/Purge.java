package dev.vignette.cache;

/// What is to be removed from the caches before its time.
public sealed interface Purge {
    /// All that was made of one source.
    record Url(String source) implements Purge {}

    /// All whose source's URL begins so.
    record Prefix(String prefix) implements Purge {}

    /// All that was answered under a tag.
    record Tag(String tag) implements Purge {}

    /// Everything.
    record All() implements Purge {}

    /// What was removed.
    ///
    /// @param memory renditions in memory
    /// @param disk renditions on disk, or about to be
    /// @param failures that were remembered
    /// @param underWay renders whose results will be answered, but not kept
    record Removed(long memory, long disk, long failures, long underWay) {}

    /// Whether it covers what has this source and these tags.
    default boolean covers(String source, Tags tags) {
        return switch (this) {
            case Url(String url) -> url.equals(source);
            case Prefix(String prefix) -> source.startsWith(prefix);
            case Tag(String tag) -> tags.has(tag);
            case All() -> true;
        };
    }
}
