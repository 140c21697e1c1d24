package dev.vignette.probe;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the items of a HEIF file are, from its `iloc` box (ISO/IEC 14496-12, 8.11.3). Of an item in several extents
/// only the first is known: it is enough for what a header holds.
final class HeifLocations {
    private static final int IN_FILE = 0;
    private static final int IN_ITEM_DATA = 1;

    private record Place(int method, long offset, long length) {}

    private final Map<Long, Place> places = new TreeMap<>();

    private HeifLocations() {}

    static HeifLocations of(Window body, int most) {
        var locations = new HeifLocations();
        int version = body.u8(0);
        int offsetBytes = body.u8(4) >> 4;
        int lengthBytes = body.u8(4) & 15;
        int baseBytes = body.u8(5) >> 4;
        int indexBytes = version == 0 ? 0 : body.u8(5) & 15;
        int idBytes = version < 2 ? 2 : 4;
        long count = number(body, 6, idBytes);
        long at = 6L + idBytes;
        for (long i = 0; i < Math.min(count, most); i++) {
            long id = number(body, at, idBytes);
            at += idBytes;
            int method = version == 0 ? IN_FILE : body.u16(at) & 15;
            // Past the method, where there is one, and the data reference.
            at += version == 0 ? 2 : 4;
            long base = number(body, at, baseBytes);
            at += baseBytes;
            int extents = body.u16(at);
            at += 2;
            if (extents > 0) {
                long offset = number(body, at + indexBytes, offsetBytes);
                long length = number(body, at + indexBytes + offsetBytes, lengthBytes);
                locations.places.putIfAbsent(id, new Place(method, base + offset, length));
            }
            at += (long) extents * (indexBytes + offsetBytes + lengthBytes);
        }
        return locations;
    }

    /// The first extent of an item, or as much of it as there is; empty when it is elsewhere or nowhere.
    Optional<Window> data(long id, Window file, @Nullable Window itemData) {
        Place place = places.get(id);
        if (place == null) {
            return Optional.empty();
        }
        Window source = place.method == IN_FILE ? file : place.method == IN_ITEM_DATA ? itemData : null;
        if (source == null || !source.has(place.offset, 0)) {
            return Optional.empty();
        }
        // A length of 0 means all that follows.
        long length = place.length > 0 ? place.length : source.length();
        return Optional.of(source.atMost(place.offset, length));
    }

    private static long number(Window body, long at, int size) {
        return switch (size) {
            case 0 -> 0;
            case 2 -> body.u16(at);
            case 4 -> body.u32(at);
            case 8 -> body.i64(at);
            default -> throw Window.broken("The item locations have fields of " + size + " bytes");
        };
    }
}
