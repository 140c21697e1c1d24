package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/// A body that is one JSON object.
final class JsonBody {
    /// `application/json`, and what is built on it, as `application/merge-patch+json`.
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("application/(?:[\\w.-]+\\+)?json\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    private JsonBody() {}

    /// @param limit no more than this is read
    static JsonObject read(String mediaType, InputStream body, int limit) {
        if (!MEDIA_TYPE.matcher(mediaType.strip()).matches()) {
            throw new VignetteException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json");
        }
        try {
            return new JsonObject(Buffer.buffer(body.readNBytes(limit + 1)));
        } catch (DecodeException | ClassCastException e) {
            throw new VignetteException(ErrorCode.BAD_JSON, "The body is not a JSON object", e);
        } catch (IOException e) {
            throw new UncheckedIOException("a body throws no such thing", e);
        }
    }
}
