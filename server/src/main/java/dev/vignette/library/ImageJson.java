package dev.vignette.library;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;

/// What is told of an image, in every version.
final class ImageJson {
    /// In milliseconds always, so that texts of times are in the order of times.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

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
                .put("created", time(image.id().created()))
                .put("modified", time(image.modified()));
    }

    static String time(Instant time) {
        return TIME.format(time);
    }
}
