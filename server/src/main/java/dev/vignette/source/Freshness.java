package dev.vignette.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what an answer says of its own age (RFC 9111). What cannot be read says nothing.
final class Freshness {
    private static final Set<String> FORBIDDING = Set.of("no-store", "no-cache", "private");
    private static final Pattern SECONDS = Pattern.compile("\"?0*([0-9]{1,9})[0-9]*\"?");

    private Freshness() {}

    /// How long an answer with these `Cache-Control` headers may be kept by a shared cache: zero when it must not be,
    /// else `s-maxage`, else `max-age`.
    static Optional<Duration> maxAge(List<String> cacheControl) {
        Optional<Duration> shared = Optional.empty();
        Optional<Duration> any = Optional.empty();
        for (String directive : String.join(",", cacheControl).split(",", -1)) {
            int equals = directive.indexOf('=');
            String name = (equals < 0 ? directive : directive.substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : directive.substring(equals + 1).strip();
            if (FORBIDDING.contains(name)) {
                return Optional.of(Duration.ZERO);
            } else if (name.equals("s-maxage")) {
                shared = seconds(value);
            } else if (name.equals("max-age")) {
                any = seconds(value);
            }
        }
        return shared.isPresent() ? shared : any;
    }

    static Optional<Instant> lastModified(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip())));
        } catch (DateTimeException e) {
            return Optional.empty(); // no date that can be read
        }
    }

    private static Optional<Duration> seconds(String value) {
        var matcher = SECONDS.matcher(value);
        return matcher.matches() ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
