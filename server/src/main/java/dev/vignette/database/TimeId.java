package dev.vignette.database;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids that come in the order of time: UUIDv7 (RFC 9562, section 5.7) in their usual text. The first 48 bits are
/// the millisecond of the making, the other 74 are random, so that nobody can tell the next from the last. The
/// order of the texts is the order of time.
public final class TimeId {
    private static final Pattern SHAPE =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BITS_ABOVE = 12;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 1L << 63;
    private static final long MOST_MILLIS = (1L << 48) - 1;

    private TimeId() {}

    public static String at(Instant time) {
        long above = millis(time) << 16 | VERSION | RANDOM.nextInt(1 << RANDOM_BITS_ABOVE);
        long below = RANDOM.nextLong() >>> 2 | VARIANT;
        return new UUID(above, below).toString();
    }

    /// Not below any id of this millisecond or later, and above all earlier ones. Nothing has it.
    public static String lowestAt(Instant time) {
        return new UUID(millis(time) << 16, 0).toString();
    }

    /// Whether the text is that of an id.
    public static boolean matches(String text) {
        return SHAPE.matcher(text).matches();
    }

    /// When it was made.
    public static Instant created(String text) {
        return Instant.ofEpochMilli(UUID.fromString(text).getMostSignificantBits() >>> 16);
    }

    private static long millis(Instant time) {
        return Math.clamp(time.toEpochMilli(), 0, MOST_MILLIS);
    }
}
