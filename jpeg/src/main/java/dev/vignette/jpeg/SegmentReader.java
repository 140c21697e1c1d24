package dev.vignette.jpeg;

import java.nio.ByteBuffer;

/// Walks a file from marker to marker and hands out the segments behind them.
///
/// What lies between segments is tolerated as libjpeg does it: fill bytes, and other bytes as damage.
final class SegmentReader {
    private final ByteBuffer file;
    private final Damage damage;
    private int position;
    private int segmentEnd;

    /// @param file read from its position to its limit, neither of which changes
    SegmentReader(ByteBuffer file, Damage damage) {
        this.file = file.slice();
        this.damage = damage;
        if (this.file.limit() < 2 || this.file.getShort(0) != (short) 0xFFD8) {
            throw new JpegException("This is not a JPEG file.");
        }
        position = 2;
        segmentEnd = 2;
    }

    ByteBuffer file() {
        return file;
    }

    /// Where the next byte is read.
    int position() {
        return position;
    }

    /// Goes on at another place, where a scan has ended.
    void moveTo(int next) {
        position = next;
        segmentEnd = next;
    }

    /// Finds the next marker; what is left of the segment before it is skipped.
    ///
    /// @return its code, or -1 when the file ends first
    int nextMarker() {
        position = segmentEnd;
        int start = position;
        int limit = file.limit();
        int useless = 0;
        while (position + 1 < limit) {
            if (file.get(position) != (byte) 0xFF) {
                position++;
                useless++;
            } else {
                int code = file.get(position + 1) & 0xFF;
                if (code == 0xFF) {
                    position++;
                } else if (code == 0) {
                    position += 2;
                    useless += 2;
                } else {
                    if (useless > 0) {
                        damage.found("%d useless bytes at %d".formatted(useless, start));
                    }
                    position += 2;
                    segmentEnd = position;
                    return code;
                }
            }
        }
        return -1;
    }

    /// Enters the segment behind the marker just found.
    ///
    /// @return the number of its bytes
    int enterSegment() {
        if (position + 2 > file.limit()) {
            throw new JpegException("The file ends in its header.");
        }
        int length = file.getShort(position) & 0xFFFF;
        if (length < 2) {
            throw new JpegException("A segment is shorter than its own length at %d.".formatted(position));
        }
        segmentEnd = position + length;
        if (segmentEnd > file.limit()) {
            throw new JpegException("The file ends in its header.");
        }
        position += 2;
        return length - 2;
    }

    /// Bytes left of the segment.
    int left() {
        return segmentEnd - position;
    }

    /// The next byte of the segment.
    int octet() {
        need(1);
        return file.get(position++) & 0xFF;
    }

    /// The next two bytes of the segment.
    int word() {
        need(2);
        int value = file.getShort(position) & 0xFFFF;
        position += 2;
        return value;
    }

    private void need(int bytes) {
        if (left() < bytes) {
            throw new JpegException("A segment ends early at %d.".formatted(position));
        }
    }
}
