package dev.vignette.auth;

import java.util.Set;

/// What each role permits.
@FunctionalInterface
interface Roles {
    /// @return nothing for a role that is not known
    Set<Permission> permissions(String role);
}
