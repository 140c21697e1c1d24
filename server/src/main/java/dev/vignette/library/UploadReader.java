package dev.vignette.library;

import dev.vignette.auth.Held;
import dev.vignette.auth.Rights;
import dev.vignette.auth.Verb;
import dev.vignette.contract.Given;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.BodyStream;
import dev.vignette.http.Exchange;
import dev.vignette.http.Multipart;
import dev.vignette.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Reads what is asked for with an upload, and its files.
record UploadReader(Rights rights) {
    private static final String FORM = "multipart/form-data";
    private static final String FILE = "file";
    private static final int MOST_FILES = 32;

    /// What a form takes besides its files, at most.
    private static final long FRAME = 1 << 20;

    /// @throws VignetteException `UNAUTHENTICATED`, `FORBIDDEN`, and as [Upload] does
    UploadAnswer read(Call call, Upload.Means means) {
        rights.require(call.principal(), Verb.UPLOAD);
        Exchange exchange = call.exchange();
        boolean form = exchange.header("Content-Type")
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(FORM))
                .isPresent();
        UploadRequest request = request(call, form);
        requireMay(request);
        if (!request.renditions().isEmpty()) {
            means.orders().check(call.principal(), request.renditions());
        }
        Converter converter =
                (file, options) -> within(exchange, () -> means.converter().convert(file, options));
        try (Upload upload = Upload.begin(means.with(converter), request)) {
            if (form) {
                form(exchange, upload, means.maxBytes());
            } else {
                raw(exchange, upload, means.maxBytes());
            }
            return within(exchange, () -> {
                requireMay(request); // it may have been on its way for long
                return upload.keep();
            });
        }
    }

    private void requireMay(UploadRequest request) {
        Held held = rights.held(request.principal());
        held.require(Verb.UPLOAD);
        requireOwnTeams(held, request.details().teams());
    }

    private static void raw(Exchange exchange, Upload upload, long maxBytes) {
        BodyStream body = exchange.body(maxBytes);
        upload.requireRoom(body.declaredLength().orElse(0));
        try {
            upload.add(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a body throws no such thing", e);
        }
    }

    private static void form(Exchange exchange, Upload upload, long maxBytes) {
        Multipart form = exchange.multipart(mostOfForm(maxBytes));
        try {
            int files = 0;
            for (Optional<Part> part = form.next(); part.isPresent(); part = form.next()) {
                if (!part.get().name().equals(FILE)) {
                    throw VignetteException.badParameter(
                            part.get().name(), "There is no such field in the form", List.of(FILE));
                }
                if (++files > MOST_FILES) {
                    throw new VignetteException(
                            ErrorCode.BODY_TOO_LARGE, "A form may have at most " + MOST_FILES + " files");
                }
                upload.add(part.get().content());
            }
        } catch (IOException e) {
            throw Multipart.broken(e);
        }
    }

    /// However large a file may be.
    private static long mostOfForm(long maxBytes) {
        return maxBytes > (Long.MAX_VALUE - FRAME) / MOST_FILES ? Long.MAX_VALUE : maxBytes * MOST_FILES + FRAME;
    }

    /// What follows on a file has the time of any request, however long that took to come.
    private static <T> T within(Exchange exchange, Callable<T> work) {
        try {
            return exchange.withinTimeout(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("nothing of this throws such a thing", e);
        }
    }

    private static UploadRequest request(Call call, boolean form) {
        Given given = call.given();
        var details = new Details(
                given.text("title").orElse(""),
                given.text("description").orElse(""),
                given.texts("tag"),
                given.texts("team"),
                Map.of());
        Optional<Idempotency> key = given.text("Idempotency-Key")
                .map(text -> new Idempotency(call.principal().subject(), text));
        List<String> renditions = given.text("renditions").stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .distinct()
                .toList();
        return new UploadRequest(
                call.principal(),
                call.principal().subject(),
                call.version(),
                details,
                call.version().conversion(given),
                renditions,
                key,
                form);
    }

    /// Who may edit any image may share with any team, others with their own.
    static void requireOwnTeams(Held held, List<String> teams) {
        if (!held.may(Verb.EDIT) && !held.teams().containsAll(teams)) {
            throw new VignetteException(ErrorCode.FORBIDDEN, "The image would be shared with a team of others");
        }
    }
}
