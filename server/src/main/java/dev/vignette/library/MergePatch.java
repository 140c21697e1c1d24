package dev.vignette.library;

import dev.vignette.auth.Principal;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON Merge Patch (RFC 7396) over what can be changed of an image: what is absent stays, `null` takes away.
///
/// @param owner the new one, if there is one
/// @param details as they will be
record MergePatch(Optional<String> owner, Details details) {
    private static final List<String> FIELDS = List.of("title", "description", "tags", "teams", "attributes", "owner");

    /// @throws VignetteException `BAD_PARAMETER` with the field that cannot be changed, or not to this
    static MergePatch of(JsonObject patch, Details now) {
        for (String field : patch.fieldNames()) {
            if (!FIELDS.contains(field)) {
                throw VignetteException.badParameter(field, field + " cannot be changed", FIELDS);
            }
        }
        var details = new Details(
                text(patch, "title", now.title()),
                text(patch, "description", now.description()),
                names(patch, "tags", now.tags()),
                names(patch, "teams", now.teams()),
                attributes(patch, now.attributes()));
        return new MergePatch(owner(patch), details);
    }

    private static Optional<String> owner(JsonObject patch) {
        if (!patch.containsKey("owner")) {
            return Optional.empty();
        }
        if (patch.getValue("owner") instanceof String owner && Principal.isSubject(owner)) {
            return Optional.of(Details.normal(owner));
        }
        throw VignetteException.badParameter("owner", "An image has an owner", List.of("the subject of a principal"));
    }

    private static String text(JsonObject patch, String field, String now) {
        return patch.containsKey(field) ? string(field, patch.getValue(field)) : now;
    }

    private static String string(String field, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> throw VignetteException.badParameter(field, field + " is text", List.of("a string", "null"));
        };
    }

    private static List<String> names(JsonObject patch, String field, List<String> now) {
        if (!patch.containsKey(field)) {
            return now;
        }
        return switch (patch.getValue(field)) {
            case null -> List.of();
            case JsonArray array -> strings(field, array);
            default ->
                throw VignetteException.badParameter(field, field + " is a list", List.of("a list of strings", "null"));
        };
    }

    private static List<String> strings(String field, JsonArray array) {
        var strings = new ArrayList<String>();
        for (Object element : array) {
            if (!(element instanceof String name)) {
                throw VignetteException.badParameter(
                        field, field + " is a list of strings", List.of("a list of strings", "null"));
            }
            strings.add(name);
        }
        return strings;
    }

    private static Map<String, String> attributes(JsonObject patch, Map<String, String> now) {
        if (!patch.containsKey("attributes")) {
            return now;
        }
        return switch (patch.getValue("attributes")) {
            case null -> Map.of();
            case JsonObject changes -> merged(changes, now);
            default ->
                throw VignetteException.badParameter(
                        "attributes", "attributes is an object", List.of("an object of strings", "null"));
        };
    }

    private static Map<String, String> merged(JsonObject changes, Map<String, String> now) {
        var merged = new LinkedHashMap<>(now);
        for (String name : changes.fieldNames()) {
            if (changes.getValue(name) == null) {
                merged.remove(name);
            } else {
                merged.put(name, string("attributes", changes.getValue(name)));
            }
        }
        return merged;
    }
}
