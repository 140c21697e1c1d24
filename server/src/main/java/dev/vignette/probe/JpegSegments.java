package dev.vignette.probe;

/// Walks the marker segments of a JPEG file up to its first scan, as ITU-T T.81 B.1.1 lays them out, and with the
/// leniency of libjpeg: bytes between segments that are no marker are skipped, and so is fill.
final class JpegSegments {
    static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int APP1 = 0xe1;
    static final int APP2 = 0xe2;
    static final int APP13 = 0xed;
    static final int COM = 0xfe;

    private final Window file;
    private long next = 2;
    private int marker = SOI;
    private Window body;

    JpegSegments(Window file) {
        this.file = file;
        this.body = file.part(0, 0);
    }

    /// Goes to the next segment that has a body.
    ///
    /// @return false at the end of the image or the file
    boolean advance() {
        while (file.has(next, 2)) {
            if (file.u8(next) != 0xff || file.u8(next + 1) == 0 || file.u8(next + 1) == 0xff) {
                next++;
                continue;
            }
            marker = file.u8(next + 1);
            next += 2;
            if (marker == EOI) {
                return false;
            }
            if (!standsAlone(marker)) {
                readBody();
                return true;
            }
        }
        return false;
    }

    private void readBody() {
        int length = file.u16(next);
        if (length < 2) {
            throw Window.broken("A JPEG segment is shorter than its own length field");
        }
        body = file.part(next + 2, length - 2);
        next += length;
    }

    int marker() {
        return marker;
    }

    /// What follows the length field of the segment.
    Window body() {
        return body;
    }

    /// SOFn: a frame header, whatever the coding process; DHT, JPG and DAC share its range of markers.
    boolean isFrameHeader() {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /// Whether this is the header of a frame that is coded in scans which each refine all of it.
    boolean isProgressive() {
        return isFrameHeader() && (marker & 3) == 2;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= SOI);
    }
}
