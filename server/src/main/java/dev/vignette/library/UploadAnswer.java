package dev.vignette.library;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// What an upload is answered with.
///
/// @param location of the image, when there is one and no more
/// @param etag of that image
record UploadAnswer(Optional<String> location, Optional<String> etag, JsonObject body) {
    /// As it is remembered.
    JsonObject json() {
        var json = new JsonObject().put("body", body);
        location.ifPresent(text -> json.put("location", text));
        etag.ifPresent(text -> json.put("etag", text));
        return json;
    }

    static UploadAnswer of(JsonObject json) {
        return new UploadAnswer(
                Optional.ofNullable(json.getString("location")),
                Optional.ofNullable(json.getString("etag")),
                json.getJsonObject("body"));
    }
}
