package dev.vignette.library;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/// What an upload is answered with.
///
/// @param location of the image, when there is one and no more
/// @param etag of that image
record UploadAnswer(Optional<String> location, Optional<String> etag, JsonObject body) {
    /// The name under which the body tells of a job that follows.
    private static final String JOB = "job";

    /// The same, when something is to be done with what was uploaded.
    UploadAnswer with(JsonObject job) {
        return new UploadAnswer(location, etag, body.copy().put(JOB, job));
    }

    /// Whether all is done that was asked for, or a job does the rest.
    int status() {
        return body.containsKey(JOB) ? 202 : 201;
    }

    /// Where it is told of that job.
    Optional<String> job() {
        return Optional.ofNullable(body.getJsonObject(JOB))
                .map(job -> job.getJsonObject("links").getString("self"));
    }

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
