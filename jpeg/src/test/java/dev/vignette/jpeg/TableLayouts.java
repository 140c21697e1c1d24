package dev.vignette.jpeg;

import dev.vignette.jpeg.Segments.Segment;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The same picture with its tables laid out in other ways that ITU-T T.81 allows.
final class TableLayouts {
    private TableLayouts() {}

    static List<JpegFile> of(JpegFile file) {
        List<Segment> segments = Segments.of(file.bytes());
        return List.of(
                named(file, "each kind of table in one segment", merged(segments)),
                named(file, "tables behind the frame header", frameFirst(segments)),
                named(file, "tables that are defined anew", redefined(segments)),
                named(file, "tables 2 and 3", others(segments)));
    }

    private static JpegFile named(JpegFile file, String layout, List<Segment> segments) {
        return new JpegFile(file + ", " + layout, Segments.join(segments));
    }

    private static boolean table(Segment segment) {
        return segment.marker() == Segments.DQT || segment.marker() == Segments.DHT;
    }

    private static List<Segment> merged(List<Segment> segments) {
        List<Segment> parts = new ArrayList<>(List.of(joined(segments, Segments.DHT), joined(segments, Segments.DQT)));
        segments.stream().filter(segment -> !table(segment)).forEach(parts::add);
        return parts;
    }

    private static Segment joined(List<Segment> segments, int marker) {
        var payload = new ByteArrayOutputStream();
        segments.stream()
                .filter(segment -> segment.marker() == marker)
                .forEach(segment -> payload.writeBytes(segment.payload()));
        return new Segment(marker, payload.toByteArray(), new byte[0]);
    }

    private static List<Segment> frameFirst(List<Segment> segments) {
        List<Segment> parts = new ArrayList<>();
        segments.stream().filter(Segment::isFrame).forEach(parts::add);
        segments.stream().filter(segment -> !segment.isFrame()).forEach(parts::add);
        return parts;
    }

    /// Before its tables come others of the same numbers.
    private static List<Segment> redefined(List<Segment> segments) {
        List<Segment> parts = new ArrayList<>();
        for (Segment segment :
                Segments.of(JpegFiles.colour(16, 16, "-quality", "10").bytes())) {
            if (table(segment)) {
                parts.add(segment);
            }
        }
        parts.addAll(segments);
        return parts;
    }

    /// In place of the tables 0 and 1, which makes the file an extended one.
    private static List<Segment> others(List<Segment> segments) {
        List<Segment> parts = new ArrayList<>();
        for (Segment segment : segments) {
            byte[] payload = segment.payload().clone();
            int marker = segment.marker();
            if (table(segment)) {
                payload[0] = (byte) (payload[0] + 2);
            } else if (segment.isFrame()) {
                marker = Segments.SOF1;
                for (int i = 0; i < payload[5]; i++) {
                    payload[8 + 3 * i] = (byte) (payload[8 + 3 * i] + 2);
                }
            } else if (marker == Segments.SOS) {
                for (int i = 0; i < payload[0]; i++) {
                    payload[2 + 2 * i] = (byte) (payload[2 + 2 * i] + 0x22);
                }
            }
            parts.add(new Segment(marker, payload, segment.entropy()));
        }
        return parts;
    }
}
