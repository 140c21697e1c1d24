package dev.vignette.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the `Cache-Control` headers of an answer say to a cache that many share (RFC 9111, section 5.2.2). What cannot
/// be read says nothing, and what is said twice counts as it was said first.
///
/// @param forbidden whether it must not be kept: `no-store` or `private`
/// @param revalidated whether it must be asked for before each use: `no-cache`
/// @param neverStale whether it must not be used when it is stale: `must-revalidate`, `proxy-revalidate`, `s-maxage`
/// @param maxAge `s-maxage`, else `max-age`
/// @param staleIfError how long after that it may be used when the source fails (RFC 5861)
record CacheDirectives(
        boolean forbidden,
        boolean revalidated,
        boolean neverStale,
        Optional<Duration> maxAge,
        Optional<Duration> staleIfError) {
    private static final Pattern SECONDS = Pattern.compile("\"?0*([0-9]{1,9})[0-9]*\"?");

    static CacheDirectives of(List<String> headers) {
        Map<String, String> said = new HashMap<>();
        for (String directive : String.join(",", headers).split(",", -1)) {
            int equals = directive.indexOf('=');
            String name = equals < 0 ? directive : directive.substring(0, equals);
            String value = equals < 0 ? "" : directive.substring(equals + 1).strip();
            said.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), value);
        }
        Optional<Duration> shared = seconds(said, "s-maxage");
        return new CacheDirectives(
                said.containsKey("no-store") || said.containsKey("private"),
                said.containsKey("no-cache"),
                said.containsKey("must-revalidate") || said.containsKey("proxy-revalidate") || shared.isPresent(),
                shared.isPresent() ? shared : seconds(said, "max-age"),
                seconds(said, "stale-if-error"));
    }

    private static Optional<Duration> seconds(Map<String, String> said, String name) {
        return Optional.ofNullable(said.get(name)).flatMap(CacheDirectives::seconds);
    }

    /// A number of seconds as headers have them; more than nine digits are as good as nine.
    static Optional<Duration> seconds(String text) {
        var matcher = SECONDS.matcher(text.strip());
        return matcher.matches() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
