package dev.vignette.auth;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Rights as the token says: its roles, its teams and, if wanted, its grants on single images. Nothing is looked
/// up but what the roles permit, so that a change of a subject's rights takes hold with its next token.
final class TokenRights implements RightsSource {
    private final Roles roles;
    private final boolean grants;

    /// @param grants whether those on single images count
    TokenRights(Roles roles, boolean grants) {
        this.roles = roles;
        this.grants = grants;
    }

    @Override
    public Held held(Principal principal) {
        return new Held(
                principal.subject(),
                principal.teams(),
                permissions(roles, principal.roles()),
                grants ? principal.grants() : Map.of());
    }

    /// What roles permit together.
    static Set<Permission> permissions(Roles roles, Set<String> names) {
        var permissions = EnumSet.noneOf(Permission.class);
        names.forEach(name -> permissions.addAll(roles.permissions(name)));
        return permissions;
    }
}
