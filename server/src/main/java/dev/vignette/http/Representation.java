package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// Bytes that a resource has, as a whole or in parts: answered under the conditions of RFC 9110, section 13,
/// and in the ranges of section 14.
///
/// @param etag a strong one, with its quotes
/// @param length in bytes
public record Representation(
        String etag, Optional<Instant> lastModified, String mediaType, long length, Source source) {
    /// Where the bytes are.
    public sealed interface Source {
        /// In a file, which the system copies to the socket without the process.
        record File(Body.Opening opening) implements Source {}

        /// Somewhere else.
        record Elsewhere(Opening opening) implements Source {}

        /// In another place, by how many bytes are asked for.
        record ByLength(LongFunction<Source> choice) implements Source {}

        /// Opens some of the bytes for reading; whoever opened them closes them. It may block.
        @FunctionalInterface
        interface Opening {
            InputStream open(long offset, long length) throws IOException;
        }
    }

    /// The answer to `GET` or `HEAD`: 200, 206, 304.
    ///
    /// @param headers what else is said of it
    /// @throws VignetteException `PRECONDITION_FAILED`, `RANGE_NOT_SATISFIABLE`
    public Answer answer(Exchange exchange, Headers headers) {
        Headers told = headers.with("ETag", etag);
        if (lastModified.isPresent()) {
            told = told.with("Last-Modified", HttpDate.of(lastModified.get()));
        }
        if (Preconditions.check(exchange, etag, lastModified)) {
            return Answer.empty(304, told);
        }
        told = told.with("Accept-Ranges", "bytes");
        return switch (asked(exchange)) {
            case Ranges.Whole() -> new Answer(200, typed(told), body(new ByteRange(0, length - 1)));
            case Ranges.Unsatisfiable() -> {
                exchange.answerHeader("Content-Range", "bytes */" + length);
                throw new VignetteException(
                        ErrorCode.RANGE_NOT_SATISFIABLE, "There are " + length + " bytes, and none in this range");
            }
            case Ranges.Parts(List<ByteRange> parts) -> parts(told, parts);
        };
    }

    private Headers typed(Headers headers) {
        return headers.with("Content-Type", mediaType);
    }

    /// Only `GET` has ranges.
    private Ranges asked(Exchange exchange) {
        Optional<String> field = exchange.header("Range");
        return field.isEmpty()
                        || !exchange.method().equals("GET")
                        || !Preconditions.allowRange(exchange, etag, lastModified, Instant.now())
                ? new Ranges.Whole()
                : Ranges.parse(field.get(), length);
    }

    private Answer parts(Headers headers, List<ByteRange> parts) {
        if (parts.size() == 1) {
            ByteRange only = parts.getFirst();
            return new Answer(206, typed(headers).with("Content-Range", only.of(length)), body(only));
        }
        var several = new ByteRanges(this, parts);
        return new Answer(206, headers.with("Content-Type", several.mediaType()), several.body());
    }

    private Body body(ByteRange part) {
        return body(source, part);
    }

    private static Body body(Source source, ByteRange part) {
        return switch (source) {
            case Source.ByLength(LongFunction<Source> choice) -> body(choice.apply(part.length()), part);
            case Source.File(Body.Opening opening) -> new Body.FileRegion(opening, part.first(), part.length());
            case Source.Elsewhere(Source.Opening opening) ->
                new Body.Streamed(() -> opening.open(part.first(), part.length()), part.length());
        };
    }

    /// Opens some of the bytes.
    InputStream open(ByteRange part) throws IOException {
        return open(source, part);
    }

    private static InputStream open(Source source, ByteRange part) throws IOException {
        return switch (source) {
            case Source.ByLength(LongFunction<Source> choice) -> open(choice.apply(part.length()), part);
            case Source.File(Body.Opening opening) -> {
                var file = opening.open();
                try {
                    file.position(part.first());
                } catch (IOException e) {
                    file.close();
                    throw e;
                }
                yield Channels.newInputStream(file);
            }
            case Source.Elsewhere(Source.Opening opening) -> opening.open(part.first(), part.length());
        };
    }
}
