package dev.vignette.delivery;

import dev.vignette.http.Exchange;
import dev.vignette.http.HttpDate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Entity tags: strong ones from the bytes, and whether a request has what they stand for (RFC 9110, sections 8.8.3
/// and 13.2.2).
final class Etag {
    private Etag() {}

    /// Half of the SHA-256 of a file, quoted.
    static String of(byte[] file) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Whether the client has what the tag stands for. Its tags count alone where it names some, else the date.
    static boolean isKnown(Exchange exchange, String etag, Optional<Instant> lastModified) {
        return exchange.header("If-None-Match")
                .map(tags -> matches(tags, etag))
                .orElseGet(() -> lastModified.isPresent() && unmodified(exchange, lastModified.get()));
    }

    /// A date that cannot be read is as none. `Last-Modified` was sent in whole seconds.
    private static boolean unmodified(Exchange exchange, Instant lastModified) {
        return exchange.header("If-Modified-Since")
                .flatMap(HttpDate::parse)
                .filter(since -> !lastModified.truncatedTo(ChronoUnit.SECONDS).isAfter(since))
                .isPresent();
    }

    /// Whether the value of `If-None-Match` names the tag; the comparison is the weak one.
    static boolean matches(String ifNoneMatch, String etag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }
}
