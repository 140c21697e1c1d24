package dev.vignette.work;

import dev.vignette.auth.Permission;
import dev.vignette.auth.Principal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is kept of the request for a job: the text in its row.
///
/// @param asked as it was asked for
/// @param by who asked: what the job may do is what they may do when it is done
/// @param forms the renditions, as `Wanted.form`, of a job that makes some
record Order(JsonObject asked, Principal by, List<String> forms) {
    /// Where the end of the job is to be told.
    Optional<String> callback() {
        return Optional.ofNullable(asked.getString("callback"));
    }

    /// The images or the URLs that it names.
    List<String> items(String name) {
        return strings(asked.getJsonArray(name, new JsonArray()));
    }

    /// The images that it names.
    List<String> images() {
        String one = asked.getString("image");
        return one == null ? items("images") : List.of(one);
    }

    String text() {
        return new JsonObject()
                .put("asked", asked)
                .put("by", json(by))
                .put("forms", new JsonArray(forms))
                .encode();
    }

    static Order parse(String text) {
        var json = new JsonObject(text);
        return new Order(
                json.getJsonObject("asked"), principal(json.getJsonObject("by")), strings(json.getJsonArray("forms")));
    }

    private static JsonObject json(Principal by) {
        var grants = new JsonObject();
        by.grants()
                .forEach((image, permissions) -> grants.put(
                        image, array(permissions.stream().map(Permission::text).toList())));
        Principal.Token token = by.token();
        return new JsonObject()
                .put("subject", by.subject())
                .put("roles", array(by.roles()))
                .put("teams", array(by.teams()))
                .put("grants", grants)
                .put("token", token.id())
                .put("issued", token.issued().toEpochMilli())
                .put("expires", token.expires().toEpochMilli())
                .put("version", token.version());
    }

    private static Principal principal(JsonObject json) {
        Map<String, Set<Permission>> grants = new HashMap<>();
        JsonObject granted = json.getJsonObject("grants");
        for (String image : granted.fieldNames()) {
            grants.put(
                    image,
                    strings(granted.getJsonArray(image)).stream()
                            .flatMap(text -> Permission.parse(text).stream())
                            .collect(Collectors.toSet()));
        }
        var token = new Principal.Token(
                json.getString("token"),
                Instant.ofEpochMilli(json.getLong("issued")),
                Instant.ofEpochMilli(json.getLong("expires")),
                json.getLong("version"));
        return new Principal(
                json.getString("subject"),
                new HashSet<>(strings(json.getJsonArray("roles"))),
                new HashSet<>(strings(json.getJsonArray("teams"))),
                grants,
                token);
    }

    private static JsonArray array(Collection<String> texts) {
        return new JsonArray(texts.stream().sorted().toList());
    }

    static List<String> strings(JsonArray array) {
        return array.stream().map(Objects::toString).toList();
    }
}
