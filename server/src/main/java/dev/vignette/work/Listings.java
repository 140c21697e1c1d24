package dev.vignette.work;

import dev.vignette.library.Imports;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Listings that were read up to a place and may be read on: who wants the next files of a million does not have to
/// pass over those before. A few are kept; any other begins anew.
final class Listings {
    private static final int MOST = 4;

    private final Map<Key, Listing> kept = new LinkedHashMap<>();

    private record Key(String request, Optional<String> last) {}

    /// The files of a place, from somewhere on.
    record Listing(Imports.Place place, Stream<Imports.Item> all, Iterator<Imports.Item> items)
            implements AutoCloseable {
        @Override
        public void close() {
            all.close();
            place.close();
        }
    }

    /// @param last the file behind which it goes on
    Listing take(String request, Optional<String> last, Supplier<Imports.Place> place) {
        synchronized (kept) {
            Listing there = kept.remove(new Key(request, last));
            if (there != null) {
                return there;
            }
        }
        Imports.Place opened = place.get();
        Stream<Imports.Item> all = opened.list(last);
        return new Listing(opened, all, all.iterator());
    }

    /// For who goes on from there.
    void keep(String request, Optional<String> last, Listing listing) {
        synchronized (kept) {
            Listing other = kept.put(new Key(request, last), listing);
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
