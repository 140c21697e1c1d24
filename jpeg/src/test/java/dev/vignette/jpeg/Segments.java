package dev.vignette.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A JPEG file taken apart at its markers, so that tests can put parts together anew. It trusts the file.
final class Segments {
    static final int SOF0 = 0xC0;
    static final int SOF1 = 0xC1;
    static final int SOF2 = 0xC2;
    static final int DHT = 0xC4;
    static final int SOI = 0xD8;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int DRI = 0xDD;
    static final int APP14 = 0xEE;

    private Segments() {}

    /// A marker segment.
    static final class Segment {
        private final int marker;
        private final byte[] payload;
        private final byte[] entropy;

        /// @param marker without its 0xFF
        /// @param payload what follows the length
        /// @param entropy what comes behind a scan's, up to the next marker that is no restart
        Segment(int marker, byte[] payload, byte[] entropy) {
            this.marker = marker;
            this.payload = payload;
            this.entropy = entropy;
        }

        Segment(int marker, int... payload) {
            this(marker, new byte[payload.length], new byte[0]);
            for (int i = 0; i < payload.length; i++) {
                this.payload[i] = (byte) payload[i];
            }
        }

        int marker() {
            return marker;
        }

        byte[] payload() {
            return payload;
        }

        byte[] entropy() {
            return entropy;
        }

        int at(int index) {
            return payload[index] & 0xFF;
        }

        boolean isFrame() {
            return marker == SOF0 || marker == SOF1 || marker == SOF2;
        }
    }

    /// All between SOI and EOI, in order.
    static List<Segment> of(byte[] jpeg) {
        List<Segment> segments = new ArrayList<>();
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != EOI) {
            int marker = jpeg[at + 1] & 0xFF;
            int end = at + 2 + (((jpeg[at + 2] & 0xFF) << 8) + (jpeg[at + 3] & 0xFF));
            byte[] payload = Arrays.copyOfRange(jpeg, at + 4, end);
            int next = marker == SOS ? entropyEnd(jpeg, end) : end;
            segments.add(new Segment(marker, payload, Arrays.copyOfRange(jpeg, end, next)));
            at = next;
        }
        return segments;
    }

    static byte[] join(List<Segment> segments) {
        var out = new ByteArrayOutputStream();
        marker(out, SOI);
        for (Segment segment : segments) {
            marker(out, segment.marker());
            out.write((segment.payload().length + 2) >> 8);
            out.write(segment.payload().length + 2);
            out.writeBytes(segment.payload());
            out.writeBytes(segment.entropy());
        }
        marker(out, EOI);
        return out.toByteArray();
    }

    private static void marker(ByteArrayOutputStream out, int marker) {
        out.write(0xFF);
        out.write(marker);
    }

    private static int entropyEnd(byte[] jpeg, int from) {
        int at = from;
        while (!(jpeg[at] == -1 && jpeg[at + 1] != 0 && (jpeg[at + 1] & 0xF8) != 0xD0)) {
            at++;
        }
        return at;
    }
}
