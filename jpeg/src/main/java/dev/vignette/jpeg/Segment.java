package dev.vignette.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A part of a JPEG file that is not the picture itself: an APPn or COM segment.
public final class Segment {
    /// What a length of two bytes leaves for the payload.
    private static final int ROOM = 65_533;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private final int marker;
    private final byte[] payload;

    /// @param marker second byte of the marker: 0xE0 to 0xEF for APP0 to APP15, 0xFE for COM
    /// @param payload what follows the length, kept and not copied; up to 65533 bytes
    /// @throws IllegalArgumentException for another marker or a longer payload
    public Segment(int marker, byte[] payload) {
        if ((marker < 0xe0 || marker > 0xef) && marker != 0xfe) {
            throw new IllegalArgumentException("0x%x is not the marker of APPn or COM".formatted(marker));
        }
        if (payload.length > ROOM) {
            throw new IllegalArgumentException(
                    "%d bytes do not fit into a segment of %d".formatted(payload.length, ROOM));
        }
        this.marker = marker;
        this.payload = payload;
    }

    /// @param tiff EXIF from its byte order mark on
    /// @throws IllegalArgumentException when it does not fit into one segment
    public static Segment exif(byte[] tiff) {
        return new Segment(0xe1, join(EXIF, tiff, 0, tiff.length));
    }

    /// A colour profile, in as many segments as it takes (ICC.1, annex B.4).
    ///
    /// @throws IllegalArgumentException when it is empty or would take more than 255
    public static List<Segment> icc(byte[] profile) {
        int room = ROOM - ICC.length - 2;
        int count = Math.ceilDiv(profile.length, room);
        if (count < 1 || count > 255) {
            throw new IllegalArgumentException(
                    "a profile of %d bytes does not fit into 1 to 255 segments".formatted(profile.length));
        }
        var segments = new ArrayList<Segment>(count);
        for (int i = 0; i < count; i++) {
            byte[] head = join(ICC, new byte[] {(byte) (i + 1), (byte) count}, 0, 2);
            int length = Math.min(room, profile.length - i * room);
            segments.add(new Segment(0xe2, join(head, profile, i * room, length)));
        }
        return segments;
    }

    private static byte[] join(byte[] head, byte[] tail, int offset, int length) {
        var joined = new ByteArrayOutputStream(head.length + length);
        joined.writeBytes(head);
        joined.write(tail, offset, length);
        return joined.toByteArray();
    }

    int marker() {
        return marker;
    }

    byte[] payload() {
        return payload;
    }
}
