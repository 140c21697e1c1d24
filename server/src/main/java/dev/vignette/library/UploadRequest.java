package dev.vignette.library;

import dev.vignette.auth.Principal;
import dev.vignette.storage.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is asked for with an upload, besides its files.
///
/// @param principal who adds the images
/// @param owner who owns them, usually the same
/// @param details what is said of each of them
/// @param renditions presets by their names, of which renditions are to be made
/// @param key by which it is known when it is sent again
/// @param form whether the files come in a form, and the answer is a list
record UploadRequest(
        Principal principal,
        String owner,
        ApiVersion version,
        Details details,
        Conversion conversion,
        List<String> renditions,
        Optional<Idempotency> key,
        boolean form) {
    /// The same with another title.
    UploadRequest titled(String title) {
        var named = new Details(title, details.description(), details.tags(), details.teams(), details.attributes());
        return new UploadRequest(principal, owner, version, named, conversion, renditions, key, form);
    }

    /// Two requests with one key are the same when this is, and it is the same for no two others.
    ///
    /// @param files their hashes, in their order
    String fingerprint(List<String> files) {
        String text = Map.entry(List.of(version, written(details), conversion, form), files) + ordered();
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Nothing where nothing is ordered, so that fingerprints stay what they were.
    private String ordered() {
        return renditions.isEmpty() ? "" : renditions.toString();
    }

    /// As JSON, in which no text can be taken for another field.
    private static String written(Details details) {
        return JsonArray.of(
                        details.title(),
                        details.description(),
                        new JsonArray(details.tags()),
                        new JsonArray(details.teams()),
                        new JsonObject(new TreeMap<>(details.attributes())))
                .encode();
    }
}
