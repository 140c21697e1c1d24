package dev.vignette.auth;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The roles that the database begins with.
final class BuiltInRoles {
    static final Map<String, Set<Permission>> ALL = Map.of(
            "viewer",
            Permission.set(EnumSet.of(Permission.VIEW_OWN, Permission.VIEW_TEAM)),
            "editor",
            Permission.set(EnumSet.of(
                    Permission.VIEW_OWN,
                    Permission.VIEW_TEAM,
                    Permission.EDIT_OWN,
                    Permission.EDIT_TEAM,
                    Permission.DELETE_OWN,
                    Permission.UPLOAD)),
            "admin",
            Permission.set(EnumSet.of(
                    Permission.VIEW_ANY,
                    Permission.EDIT_ANY,
                    Permission.DELETE_ANY,
                    Permission.UPLOAD,
                    Permission.PURGE,
                    Permission.ADMIN)));

    private BuiltInRoles() {}

    static Set<Permission> permissions(String role) {
        return ALL.getOrDefault(role, Set.of());
    }
}
