package dev.vignette.auth;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The permissions that a principal holds, by whichever strategy they were found. All decisions are made here.
///
/// @param everywhere permissions on all images that they reach
/// @param single permissions on single images, by id; these too reach no further than they say
public record Held(String subject, Set<String> teams, Set<Permission> everywhere, Map<String, Set<Permission>> single) {
    /// Nothing at all.
    static final Held NOTHING = new Held("", Set.of(), Set.of(), Map.of());

    /// Something that concerns no single image; of `VIEW`, `EDIT` and `DELETE`, every image.
    public boolean may(Verb verb) {
        return everywhere.stream().anyMatch(permission -> permission.verb() == verb && permission.reach() == Reach.ANY);
    }

    /// @param image as its row says
    public boolean may(Verb verb, ImageRef image) {
        return permitted(everywhere, verb, image) || permitted(single.getOrDefault(image.id(), Set.of()), verb, image);
    }

    private boolean permitted(Set<Permission> permissions, Verb verb, ImageRef image) {
        for (Permission permission : permissions) {
            if (permission.verb() == verb && reaches(permission.reach(), image)) {
                return true;
            }
        }
        return false;
    }

    private boolean reaches(Reach reach, ImageRef image) {
        return switch (reach) {
            case OWN -> !subject.isEmpty() && subject.equals(image.owner());
            case TEAM -> !Collections.disjoint(teams, image.teams());
            case ANY -> true;
        };
    }

    /// @throws VignetteException `UNAUTHENTICATED` for nobody, `FORBIDDEN` for one who may not
    public void require(Verb verb) {
        requireSomebody();
        if (!may(verb)) {
            throw forbidden(verb);
        }
    }

    /// @throws VignetteException `UNAUTHENTICATED` for nobody; `NOT_FOUND`, as of an image that does not exist,
    ///     for one who may not view it; `FORBIDDEN` for one who may view it and no more
    public void require(Verb verb, ImageRef image) {
        requireSomebody();
        if (!may(Verb.VIEW, image)) {
            throw Rights.absent();
        }
        if (!may(verb, image)) {
            throw forbidden(verb);
        }
    }

    private void requireSomebody() {
        if (subject.isEmpty()) {
            throw new VignetteException(ErrorCode.UNAUTHENTICATED, "A token is needed for this");
        }
    }

    private static VignetteException forbidden(Verb verb) {
        return new VignetteException(
                ErrorCode.FORBIDDEN,
                "The rights held do not include " + verb.name().toLowerCase(Locale.ROOT));
    }

    /// Whether an edit may also give the image to another owner or to other teams. Who may edit any image may;
    /// its owner may share it with teams of their own, and take it back from any; nobody else may, since to
    /// change these is to change who else has rights.
    public boolean mayHandOver(ImageRef before, ImageRef after) {
        if (may(Verb.EDIT)) {
            return true;
        }
        return !subject.isEmpty()
                && subject.equals(before.owner())
                && subject.equals(after.owner())
                && may(Verb.EDIT, before)
                && after.teams().stream().allMatch(team -> before.teams().contains(team) || teams.contains(team));
    }

    /// All images that [#may] says yes of.
    public Scope scope(Verb verb) {
        if (may(verb)) {
            return new Scope.Everything();
        }
        var clauses = new ArrayList<Scope.Clause>();
        for (Permission permission : everywhere) {
            if (permission.verb() == verb) {
                add(clauses, permission.reach(), Set.of());
            }
        }
        byReach(verb).forEach((reach, images) -> add(clauses, reach, images));
        return clauses.isEmpty() ? new Scope.Nothing() : new Scope.AnyOf(clauses);
    }

    /// The single images of which something is permitted, by how far it reaches.
    private Map<Reach, Set<String>> byReach(Verb verb) {
        var images = new EnumMap<Reach, Set<String>>(Reach.class);
        single.forEach((image, permissions) -> permissions.stream()
                .filter(permission -> permission.verb() == verb)
                .forEach(permission -> images.computeIfAbsent(permission.reach(), _ -> new TreeSet<>())
                        .add(image)));
        return images;
    }

    private void add(List<Scope.Clause> clauses, Reach reach, Set<String> images) {
        switch (reach) {
            case OWN -> {
                if (!subject.isEmpty()) {
                    clauses.add(new Scope.Clause(subject, Set.of(), images));
                }
            }
            case TEAM -> {
                if (!teams.isEmpty()) {
                    clauses.add(new Scope.Clause("", teams, images));
                }
            }
            case ANY -> clauses.add(new Scope.Clause("", Set.of(), images));
        }
    }
}
