package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Jumps over the bits of a scan that is not decoded now.
final class MarkerSearch {
    private static final long ONES = 0x0101_0101_0101_0101L;

    private MarkerSearch() {}

    /// Finds the next marker that is no restart.
    ///
    /// @return the index of its 0xFF, or the file's limit when there is none
    static int behindScan(ByteBuffer file, int from) {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN);
        int last = bytes.limit() - 1;
        int at = from;
        while (at < last) {
            // Eight bytes without a 0xFF need no second look; others have one in about every 32nd place.
            while (at + Long.BYTES <= last) {
                long some = bytes.getLong(at);
                if (((~some - ONES) & some & (ONES << 7)) != 0) {
                    break;
                }
                at += Long.BYTES;
            }
            int stop = Math.min(at + Long.BYTES, last);
            for (; at < stop; at++) {
                if (bytes.get(at) == (byte) 0xFF && ends(bytes.get(at + 1) & 0xFF)) {
                    return at;
                }
            }
        }
        return bytes.limit();
    }

    /// Whether what follows a 0xFF makes it a marker, and no restart. A second 0xFF is a filling before a marker.
    private static boolean ends(int next) {
        return next != 0 && next != 0xFF && (next & 0xF8) != 0xD0;
    }
}
