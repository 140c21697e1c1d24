package dev.vignette.library;

import dev.vignette.http.JsonAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/// What is told of an image, in every version.
final class ImageJson {
    private ImageJson() {}

    static JsonObject of(StoredImage image) {
        StoredImage.Content content = image.content();
        Details details = image.details();
        return new JsonObject()
                .put("id", image.id().text())
                .put("owner", image.owner())
                .put("title", details.title())
                .put("description", details.description())
                .put("tags", new JsonArray(details.tags()))
                .put("teams", new JsonArray(details.teams()))
                .put("attributes", new JsonObject(new LinkedHashMap<>(details.attributes())))
                .put("format", content.format().parameter())
                .put("mediaType", content.format().mediaType())
                .put("width", content.dimensions().width())
                .put("height", content.dimensions().height())
                .put("frames", content.frames())
                .put("bytes", content.bytes())
                .put("sha256", content.sha256())
                .put("created", JsonAnswer.time(image.id().created()))
                .put("modified", JsonAnswer.time(image.modified()));
    }
}
