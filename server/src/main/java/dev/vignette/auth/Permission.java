package dev.vignette.auth;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A verb and how far it reaches, as roles and grants name it: `view:own`, `edit:team`, `delete:any`, `upload`.
/// What is not permitted is denied.
public enum Permission {
    VIEW_OWN("view:own", Verb.VIEW, Reach.OWN),
    VIEW_TEAM("view:team", Verb.VIEW, Reach.TEAM),
    VIEW_ANY("view:any", Verb.VIEW, Reach.ANY),
    EDIT_OWN("edit:own", Verb.EDIT, Reach.OWN),
    EDIT_TEAM("edit:team", Verb.EDIT, Reach.TEAM),
    EDIT_ANY("edit:any", Verb.EDIT, Reach.ANY),
    DELETE_OWN("delete:own", Verb.DELETE, Reach.OWN),
    DELETE_TEAM("delete:team", Verb.DELETE, Reach.TEAM),
    DELETE_ANY("delete:any", Verb.DELETE, Reach.ANY),
    UPLOAD("upload", Verb.UPLOAD, Reach.ANY),
    PURGE("purge", Verb.PURGE, Reach.ANY),
    ADMIN("admin", Verb.ADMIN, Reach.ANY);

    private static final Map<String, Permission> BY_NAME = byName();

    private final String text;
    private final Verb verb;
    private final Reach reach;

    Permission(String text, Verb verb, Reach reach) {
        this.text = text;
        this.verb = verb;
        this.reach = reach;
    }

    /// `view:admin`, `edit:admin` and `delete:admin` are other spellings of `view:any` and so on: what an
    /// administrator may.
    private static Map<String, Permission> byName() {
        var names = new HashMap<String, Permission>();
        for (Permission permission : values()) {
            names.put(permission.text, permission);
            if (permission.text.endsWith(":any")) {
                names.put(permission.text.replace(":any", ":admin"), permission);
            }
        }
        return Map.copyOf(names);
    }

    /// Reads `view:own` and the like.
    public static Optional<Permission> parse(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    /// All names, for the text of an error.
    public static List<String> names() {
        return Arrays.stream(values()).map(Permission::text).toList();
    }

    /// As it is written.
    public String text() {
        return text;
    }

    Verb verb() {
        return verb;
    }

    Reach reach() {
        return reach;
    }

    /// An unchangeable set, which is quick to look into.
    static Set<Permission> set(Collection<Permission> permissions) {
        return permissions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(permissions));
    }
}
