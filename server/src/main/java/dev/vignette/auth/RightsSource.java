package dev.vignette.auth;

/// A strategy: where the permissions of a principal come from.
@FunctionalInterface
interface RightsSource {
    /// May block.
    Held held(Principal principal);
}
