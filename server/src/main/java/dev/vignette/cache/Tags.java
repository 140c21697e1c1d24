package dev.vignette.cache;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The tags that a kept rendition can be removed by. When there are too many, each tag counts as one of them: more is
/// removed then than was meant, never less.
record Tags(Set<String> names) {
    static final Tags NONE = new Tags(Set.of());

    private static final int MOST = 64;
    /// No request can send it as a tag.
    private static final String EACH = "*";

    Tags {
        names = Set.copyOf(names);
    }

    /// These and more.
    Tags and(Collection<String> more) {
        if (cover(more)) {
            return this;
        }
        var all = new HashSet<>(names);
        all.addAll(more);
        return new Tags(all.size() > MOST ? Set.of(EACH) : all);
    }

    boolean cover(Collection<String> tags) {
        return names.containsAll(tags) || names.contains(EACH);
    }

    boolean has(String tag) {
        return names.contains(tag) || names.contains(EACH);
    }
}
