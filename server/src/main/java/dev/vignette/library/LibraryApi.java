package dev.vignette.library;

import dev.vignette.auth.Verb;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.http.Answer;
import dev.vignette.http.JsonAnswer;
import dev.vignette.http.Preconditions;
import dev.vignette.storage.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What each operation does, for every version. Blocking.
final class LibraryApi {
    private static final int LONGEST_PATCH = 256 << 10;

    private final ImageIndex index;
    private final ImageCache cache;
    private final Upload.Means uploads;
    private final MetadataStore metadata;
    private final ContentAnswer content;
    private final KeptThumbs thumbs;
    private final UploadReader reader;

    LibraryApi(
            ImageIndex index,
            ImageCache cache,
            Upload.Means uploads,
            UploadReader reader,
            MetadataStore metadata,
            ContentAnswer content,
            KeptThumbs thumbs) {
        this.index = index;
        this.cache = cache;
        this.uploads = uploads;
        this.reader = reader;
        this.metadata = metadata;
        this.content = content;
        this.thumbs = thumbs;
    }

    Answer answer(Route route, Call call) {
        return switch (route) {
            case LIST -> list(call);
            case UPLOAD -> upload(call);
            case READ -> read(call);
            case CHANGE -> change(call);
            case DELETE -> delete(call);
            case METADATA -> metadata(call);
            case CONTENT -> content.of(call.exchange(), seen(call));
            case THUMB ->
                thumbs.answer(
                        call.exchange(),
                        seen(call).id().text(),
                        call.exchange().parameters(),
                        UnaryOperator.identity());
        };
    }

    private Answer list(Call call) {
        ImageIndex.Page page = index.list(call.principal(), ListRequest.of(call.given()));
        var items = new JsonArray();
        page.images().forEach(image -> items.add(call.version().json(image)));
        var body = new JsonObject().put("items", items);
        page.cursor().ifPresent(cursor -> body.put("next", cursor));
        return JsonAnswer.of(body, Map.of());
    }

    private Answer upload(Call call) {
        UploadAnswer answer = reader.read(call, uploads);
        var headers = new LinkedHashMap<String, String>();
        answer.location().ifPresent(location -> headers.put("Location", location));
        answer.etag().ifPresent(etag -> headers.put("ETag", etag));
        return JsonAnswer.changed(answer.status(), answer.body(), headers);
    }

    private Answer read(Call call) {
        StoredImage image = index.read(call.principal(), call.id());
        return Preconditions.check(call.exchange(), image.etag(), Optional.empty())
                ? JsonAnswer.unchanged(image.etag())
                : JsonAnswer.of(call.version().json(image), Map.of("ETag", image.etag()));
    }

    private Answer change(Call call) {
        JsonObject patch = call.operation().checked(call.exchange().json(LONGEST_PATCH));
        StoredImage image =
                index.change(call.principal(), call.id(), etag -> Preconditions.require(call.exchange(), etag), patch);
        return JsonAnswer.changed(200, call.version().json(image), Map.of("ETag", image.etag()));
    }

    private Answer delete(Call call) {
        index.delete(call.principal(), call.id(), etag -> {
            var _ = Preconditions.check(call.exchange(), etag, Optional.empty());
        });
        return JsonAnswer.nothing();
    }

    /// Its tag is that of what is told, which another version of the program may tell in another way.
    private Answer metadata(Call call) {
        String json = metadata.of(seen(call), call.given().on("gps"));
        String etag = '"' + Sha256.of(json.getBytes(StandardCharsets.UTF_8)).substring(0, 32) + '"';
        return Preconditions.check(call.exchange(), etag, Optional.empty())
                ? JsonAnswer.unchanged(etag)
                : JsonAnswer.of(new JsonObject(json), Map.of("ETag", etag));
    }

    /// The image, from what was read within the last second.
    private StoredImage seen(Call call) {
        return index.permitted(call.principal(), Verb.VIEW, cache.find(call.id()));
    }
}
