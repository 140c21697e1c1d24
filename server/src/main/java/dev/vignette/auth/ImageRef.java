package dev.vignette.auth;

import java.util.Set;

/// What a decision needs to know of an image, as its row in the database says, never as a token says.
///
/// @param id its id alone, without a path
/// @param owner the subject whose image it is
/// @param teams whose members it is shared with
public record ImageRef(String id, String owner, Set<String> teams) {
    public ImageRef {
        teams = Set.copyOf(teams);
    }
}
