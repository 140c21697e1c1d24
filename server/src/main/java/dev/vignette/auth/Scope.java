package dev.vignette.auth;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The images that a principal may do something to, in a form that becomes the condition of a query. A list is
/// filtered by it in the database, so that its pages are full and its counts tell nothing of what is hidden.
public sealed interface Scope {
    /// Whether the image is among them; what the query must find, exactly.
    boolean covers(ImageRef image);

    /// No condition.
    record Everything() implements Scope {
        @Override
        public boolean covers(ImageRef image) {
            return true;
        }
    }

    /// An empty list, without asking.
    record Nothing() implements Scope {
        @Override
        public boolean covers(ImageRef image) {
            return false;
        }
    }

    /// The clauses joined by `OR`.
    record AnyOf(List<Clause> clauses) implements Scope {
        public AnyOf {
            clauses = List.copyOf(clauses);
        }

        @Override
        public boolean covers(ImageRef image) {
            return clauses.stream().anyMatch(clause -> clause.covers(image));
        }
    }

    /// What is not empty must hold, all of it, joined by `AND`. At least one of the three is not empty.
    ///
    /// @param owner the image has this owner
    /// @param teams the image has one of these teams
    /// @param images the image has one of these ids
    record Clause(String owner, Set<String> teams, Set<String> images) {
        public Clause {
            teams = Set.copyOf(teams);
            images = Set.copyOf(images);
            if (owner.isEmpty() && teams.isEmpty() && images.isEmpty()) {
                throw new IllegalArgumentException("a clause without a condition would show everything");
            }
        }

        boolean covers(ImageRef image) {
            return (owner.isEmpty() || owner.equals(image.owner()))
                    && (teams.isEmpty() || !Collections.disjoint(teams, image.teams()))
                    && (images.isEmpty() || images.contains(image.id()));
        }
    }
}
