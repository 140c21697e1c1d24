package dev.vignette.library;

import dev.vignette.auth.Access;
import dev.vignette.auth.Principal;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import dev.vignette.http.Headers;
import dev.vignette.http.HttpDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resumable uploads by the tus protocol, 1.0.0: creation, creation with upload, checksum, expiration, termination.
final class Tus {
    static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination";
    private static final String BODY_TYPE = "application/offset+octet-stream";

    private final ResumableUploads uploads;
    private final Access access;

    /// @param access tells who asks
    Tus(ResumableUploads uploads, Access access) {
        this.uploads = uploads;
        this.access = access;
    }

    /// What this server can do. Anybody may ask.
    Answer options() {
        return Answer.empty(
                204,
                Headers.of(Map.of(
                        "Tus-Resumable", VERSION,
                        "Tus-Version", VERSION,
                        "Tus-Extension", EXTENSIONS,
                        "Tus-Max-Size", Long.toString(uploads.maxBytes()),
                        "Tus-Checksum-Algorithm", TusChecksum.NAMES)));
    }

    /// Begins an upload, with its first bytes if there are any.
    Answer create(Exchange exchange, ApiVersion version) {
        Principal principal = enter(exchange);
        long length = number(exchange, "Upload-Length");
        if (length == 0) {
            throw bad("Upload-Length", "an image has at least one byte", "1");
        }
        Optional<TusChecksum> checksum = exchange.header("Upload-Checksum").map(TusChecksum::parse);
        boolean withUpload = hasBodyType(exchange);
        Resumable upload = uploads.begin(
                principal, version, length, exchange.header("Upload-Metadata").orElse(""));
        exchange.answerHeader("Location", version.path() + "/uploads/" + upload.id());
        if (withUpload) {
            upload = finish(exchange, principal, version, uploads.append(upload, exchange.body(length), checksum));
        }
        return answer(201, upload, version);
    }

    /// Tells how much there is.
    Answer head(Exchange exchange, ApiVersion version) {
        Principal principal = enter(exchange);
        Resumable upload = uploads.find(principal, exchange.variable("id"));
        // One that is complete may lack its image: what made it may have been away. To make it is a change.
        if (access.mayChange(exchange)) {
            upload = finish(exchange, principal, version, upload);
        }
        Answer answer = answer(200, upload, version);
        Headers headers = answer.headers().with("Upload-Length", Long.toString(upload.length()));
        return Answer.empty(
                200, upload.metadata().isEmpty() ? headers : headers.with("Upload-Metadata", upload.metadata()));
    }

    /// Adds to an upload.
    Answer patch(Exchange exchange, ApiVersion version) {
        Principal principal = enter(exchange);
        Resumable upload = uploads.find(principal, exchange.variable("id"));
        if (!hasBodyType(exchange)) {
            throw new VignetteException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be " + BODY_TYPE);
        }
        Optional<TusChecksum> checksum = exchange.header("Upload-Checksum").map(TusChecksum::parse);
        if (number(exchange, "Upload-Offset") != upload.received()) {
            throw new VignetteException(ErrorCode.CONFLICT, "The upload goes on at " + upload.received());
        }
        upload = uploads.append(upload, exchange.body(upload.length() - upload.received()), checksum);
        return answer(204, finish(exchange, principal, version, upload), version);
    }

    private Resumable finish(Exchange exchange, Principal principal, ApiVersion version, Resumable upload) {
        return exchange.withinBodyTimeout(() -> uploads.finish(principal, version, upload));
    }

    /// Ends an upload; an image that was made of it stays.
    Answer delete(Exchange exchange) {
        Principal principal = enter(exchange);
        uploads.end(uploads.find(principal, exchange.variable("id")));
        return Answer.empty(204, Headers.NONE);
    }

    private Principal enter(Exchange exchange) {
        exchange.answerHeader("Tus-Resumable", VERSION);
        exchange.answerHeader("Cache-Control", "no-store");
        if (!exchange.header("Tus-Resumable").orElse("").equals(VERSION)) {
            exchange.answerHeader("Tus-Version", VERSION);
            throw new VignetteException(ErrorCode.PRECONDITION_FAILED, "Tus-Resumable must be " + VERSION);
        }
        Principal principal = access.enter(exchange);
        exchange.parameters().stream().findFirst().ifPresent(given -> {
            throw VignetteException.badParameter(given.getKey(), "There is no such parameter here", List.of());
        });
        return principal;
    }

    private static Answer answer(int status, Resumable upload, ApiVersion version) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Upload-Offset", Long.toString(upload.received()));
        fields.put("Upload-Expires", HttpDate.of(upload.expires()));
        upload.image().ifPresent(image -> fields.put("Content-Location", version.location(image)));
        upload.job().ifPresent(job -> fields.put("Link", "<" + job + ">; rel=\"monitor\""));
        return Answer.empty(status, Headers.of(fields));
    }

    private static boolean hasBodyType(Exchange exchange) {
        return exchange.header("Content-Type").orElse("").strip().equalsIgnoreCase(BODY_TYPE);
    }

    private static long number(Exchange exchange, String field) {
        String text = exchange.header(field).orElse("").strip();
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(field, "must be a number of bytes", "0");
        }
        return Long.parseLong(text);
    }

    private static VignetteException bad(String field, String what, String least) {
        return VignetteException.badParameter(field, field + ' ' + what, List.of(least + " and more"));
    }
}
