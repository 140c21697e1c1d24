package dev.vignette.work;

import dev.vignette.library.Imports;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Listings that were read up to a place and may be read on: who wants the next files of a million does not have to
/// pass
/// over those before. A few are kept; any other begins anew.
final class Listings {
    private static final int MOST = 4;

    private final Map<Key, Listing> kept = new LinkedHashMap<>();

    private record Key(String request, int passed) {}

    /// The files of a place, from somewhere on.
    record Listing(Imports.Place place, Stream<Imports.Item> all, Iterator<Imports.Item> items)
            implements AutoCloseable {
        @Override
        public void close() {
            all.close();
            place.close();
        }
    }

    /// @param passed how many files are to be passed over
    Listing take(String request, int passed, Supplier<Imports.Place> place) {
        synchronized (kept) {
            Listing there = kept.remove(new Key(request, passed));
            if (there != null) {
                return there;
            }
        }
        Imports.Place opened = place.get();
        Stream<Imports.Item> all = opened.list();
        return new Listing(opened, all, all.skip(passed).iterator());
    }

    /// For who goes on from there.
    void keep(String request, int passed, Listing listing) {
        synchronized (kept) {
            Listing other = kept.put(new Key(request, passed), listing);
            if (other != null) {
                other.close();
            }
            if (kept.size() > MOST) {
                Key oldest = kept.keySet().iterator().next();
                Objects.requireNonNull(kept.remove(oldest)).close();
            }
        }
    }
}
