package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Whether a request holds for what is there (RFC 9110, section 13): it may name the tags or the time of what it
/// takes for granted, or of what its client has already. A date that cannot be read is as none; times of
/// modification are compared in whole seconds, as they were sent.
public final class Preconditions {
    private Preconditions() {}

    /// Whether the client of a `GET` has what the tag stands for. Its tags count alone where it names some,
    /// else the date.
    public static boolean isKnown(Exchange exchange, String etag, Optional<Instant> lastModified) {
        Optional<String> tags = exchange.header("If-None-Match");
        if (tags.isPresent()) {
            return EntityTags.matchesWeakly(tags.get(), etag);
        }
        return lastModified.isPresent() && isNoLater(exchange, "If-Modified-Since", lastModified.get());
    }

    /// Holds a request against what is there.
    ///
    /// @return whether the client has it already, which only `GET` and `HEAD` ask
    /// @throws VignetteException `PRECONDITION_FAILED`
    public static boolean check(Exchange exchange, String etag, Optional<Instant> lastModified) {
        Optional<String> match = exchange.header("If-Match");
        boolean holds = match.map(tags -> EntityTags.matchesStrongly(tags, etag))
                .orElseGet(() -> lastModified.isEmpty()
                        || !isDate(exchange, "If-Unmodified-Since")
                        || isNoLater(exchange, "If-Unmodified-Since", lastModified.get()));
        if (!holds) {
            throw failed();
        }
        boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        if (!reads && exchange.header("If-None-Match").isPresent() && isKnown(exchange, etag, Optional.empty())) {
            throw failed();
        }
        return reads && isKnown(exchange, etag, lastModified);
    }

    /// Holds a change against what is there: one that does not say what it changes might undo another's.
    ///
    /// @throws VignetteException `PRECONDITION_REQUIRED` without `If-Match`, `PRECONDITION_FAILED` when it is
    ///     something else
    public static void require(Exchange exchange, String etag) {
        if (exchange.header("If-Match").isEmpty()) {
            throw new VignetteException(
                    ErrorCode.PRECONDITION_REQUIRED, "Send If-Match with the ETag of what is to be changed");
        }
        check(exchange, etag, Optional.empty());
    }

    private static VignetteException failed() {
        return new VignetteException(ErrorCode.PRECONDITION_FAILED, "It has changed since");
    }

    private static boolean isDate(Exchange exchange, String field) {
        return exchange.header(field).flatMap(HttpDate::parse).isPresent();
    }

    private static boolean isNoLater(Exchange exchange, String field, Instant lastModified) {
        return exchange.header(field)
                .flatMap(HttpDate::parse)
                .filter(since -> !lastModified.truncatedTo(ChronoUnit.SECONDS).isAfter(since))
                .isPresent();
    }

    /// Whether the rest of what a client has part of may be sent (RFC 9110, section 13.1.5); so it is when the
    /// request does not ask. Else it names the tag, or the very time of modification, which must have passed a
    /// while ago: what was written within the same second has the same time.
    static boolean allowRange(Exchange exchange, String etag, Optional<Instant> lastModified, Instant now) {
        Optional<String> condition = exchange.header("If-Range").map(String::strip);
        if (condition.isEmpty()) {
            return true;
        }
        String value = condition.get();
        if (value.startsWith("\"") || value.startsWith("W/")) {
            return EntityTags.matchesStrongly(value, etag);
        }
        Optional<Instant> since = HttpDate.parse(value);
        return since.isPresent()
                && since.equals(lastModified.map(time -> time.truncatedTo(ChronoUnit.SECONDS)))
                && since.get().plusSeconds(1).isBefore(now);
    }
}
