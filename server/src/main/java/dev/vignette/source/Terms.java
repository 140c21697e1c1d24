package dev.vignette.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// On what terms a source lets its answer be kept (RFC 9111), and how it is asked whether they still hold.
///
/// How old an answer is follows from its `Age` alone: it came straight from the origin, whose clock need not be right.
///
/// @param from the URL that answered, after all redirects; the entity tag is of it
/// @param lastModified as it was written, since it is sent back so
/// @param born when the answer had the age zero
/// @param lifetime how long from then it is fresh; empty when the source does not say
/// @param storable whether it may be kept
/// @param revalidated whether it must be asked for before each use
/// @param staleIfError how long past its lifetime it may be used when the source fails; empty when that is left to us
record Terms(
        String from,
        Optional<String> etag,
        Optional<String> lastModified,
        Instant born,
        Optional<Duration> lifetime,
        boolean storable,
        boolean revalidated,
        Optional<Duration> staleIfError) {
    static Terms of(String from, OriginAnswer answer, Instant now) {
        var directives = CacheDirectives.of(answer.headers("Cache-Control"));
        // `Vary: *` fits no other request, not even the same one again (RFC 9111, section 4.1).
        boolean varies = answer.headers("Vary").stream().anyMatch(vary -> vary.contains("*"));
        Duration age = answer.header("Age").flatMap(CacheDirectives::seconds).orElse(Duration.ZERO);
        return new Terms(
                from,
                answer.header("ETag"),
                answer.header("Last-Modified"),
                now.minus(age),
                directives.maxAge().or(() -> expires(answer, now)),
                !directives.forbidden() && !varies,
                directives.revalidated(),
                directives.neverStale() ? Optional.of(Duration.ZERO) : directives.staleIfError());
    }

    /// An `Expires` that is no date has passed already, as the common `0` says.
    private static Optional<Duration> expires(OriginAnswer answer, Instant now) {
        return answer.header("Expires").map(header -> {
            Instant date = answer.header("Date").flatMap(Terms::date).orElse(now);
            Duration lifetime =
                    date(header).map(end -> Duration.between(date, end)).orElse(Duration.ZERO);
            return lifetime.isNegative() ? Duration.ZERO : lifetime;
        });
    }

    static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip())));
        } catch (DateTimeException e) {
            return Optional.empty(); // no date that can be read
        }
    }

    /// The terms after a 304: what it says, and what was said before where it is silent (RFC 9111, section 4.3.4).
    Terms updated(OriginAnswer notModified, Instant now) {
        Terms said = of(from, notModified, now);
        boolean silent = notModified.header("Cache-Control").isEmpty()
                && notModified.header("Expires").isEmpty();
        return new Terms(
                from,
                said.etag.or(() -> etag),
                said.lastModified.or(() -> lastModified),
                said.born,
                silent ? lifetime : said.lifetime,
                silent ? storable : said.storable,
                silent ? revalidated : said.revalidated,
                silent ? staleIfError : said.staleIfError);
    }

    /// The headers that ask whether the answer is still good; empty when it has nothing to be known by.
    Map<String, String> conditions() {
        var headers = new HashMap<String, String>();
        etag.ifPresent(tag -> headers.put("If-None-Match", tag));
        lastModified.ifPresent(date -> headers.put("If-Modified-Since", date));
        return headers;
    }

    /// @param ttl how long it is fresh when the source does not say
    boolean freshAt(Instant now, Duration ttl) {
        return !revalidated && now.isBefore(born.plus(lifetime.orElse(ttl)));
    }

    /// Whether it may be used although the source fails.
    ///
    /// @param window how long past its lifetime, when the source does not say
    boolean usableAt(Instant now, Duration ttl, Duration window) {
        return !revalidated && now.isBefore(born.plus(lifetime.orElse(ttl)).plus(staleIfError.orElse(window)));
    }

    /// Whether keeping it saves anything: it is fresh for a while, or can be asked for.
    boolean worthKeeping(Instant now, Duration ttl) {
        return storable && (freshAt(now, ttl) || !conditions().isEmpty());
    }

    /// How much longer the source lets it be kept, its age taken in whole seconds as HTTP does; zero when not at all,
    /// empty when it does not say.
    Optional<Duration> maxAgeAt(Instant now) {
        if (!storable || revalidated) {
            return Optional.of(Duration.ZERO);
        }
        long age = Math.max(0, Duration.between(born, now).toSeconds());
        return lifetime.map(whole -> Duration.ofSeconds(Math.max(0, whole.toSeconds() - age)));
    }
}
