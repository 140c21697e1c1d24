package dev.vignette.jpeg;

import dev.vignette.jpeg.Segments.Segment;
import java.util.ArrayList;
import java.util.List;

/// Takes a JPEG file apart into one grey file a component, and puts such files together, without decoding a block:
/// a scan of one component alone is coded just as the scan of a grey picture.
final class Components {
    private Components() {}

    /// One baseline file a component, as large as that component.
    static List<byte[]> split(byte[] jpeg) {
        return split(Segments.of(alone(jpeg)));
    }

    /// The same coefficients in a baseline file that has a scan for each component.
    static byte[] alone(byte[] jpeg) {
        int count = frame(Segments.of(jpeg)).at(5);
        StringBuilder script = new StringBuilder();
        for (int component = 0; component < count; component++) {
            script.append(component).append(";\n");
        }
        return JpegTools.transcodedByScript(jpeg, script.toString());
    }

    private static List<byte[]> split(List<Segment> segments) {
        List<Segment> tables = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        Segment frame = frame(segments);
        for (Segment segment : segments) {
            if (segment.marker() == Segments.DQT || segment.marker() == Segments.DHT) {
                tables.add(segment);
            } else if (segment.marker() == Segments.SOS) {
                int component = files.size();
                List<Segment> parts = new ArrayList<>(tables);
                parts.add(greyFrame(frame, component));
                parts.add(segment);
                files.add(Segments.join(parts));
            }
        }
        return files;
    }

    private static Segment frame(List<Segment> segments) {
        return segments.stream().filter(Segment::isFrame).findFirst().orElseThrow();
    }

    private static Segment greyFrame(Segment frame, int component) {
        int across = 1;
        int down = 1;
        for (int i = 0; i < frame.at(5); i++) {
            across = Math.max(across, frame.at(7 + 3 * i) >> 4);
            down = Math.max(down, frame.at(7 + 3 * i) & 15);
        }
        int own = frame.at(7 + 3 * component);
        int height = Math.ceilDiv(((frame.at(1) << 8) + frame.at(2)) * (own & 15), down);
        int width = Math.ceilDiv(((frame.at(3) << 8) + frame.at(4)) * (own >> 4), across);
        return new Segment(
                frame.marker(),
                8,
                height >> 8,
                height & 0xFF,
                width >> 8,
                width & 0xFF,
                1,
                frame.at(6 + 3 * component),
                0x11,
                frame.at(8 + 3 * component));
    }

    /// Puts grey files with equal tables together as the components 1, 2, … of one, each in a scan of its own.
    ///
    /// @param sampling the factors of each as in the frame header: `0x21` for 2 across and 1 down
    /// @param transform what an Adobe marker is to say of the colours (0 none, 1 YCbCr, 2 YCCK); -1 for no
    ///     such marker
    static byte[] joined(int width, int height, int transform, int[] sampling, List<byte[]> files) {
        List<Segment> parts = new ArrayList<>();
        if (transform >= 0) {
            parts.add(new Segment(Segments.APP14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform));
        }
        List<Segment> first = Segments.of(files.getFirst());
        int[] frame = new int[6 + 3 * files.size()];
        frame[0] = 8;
        frame[1] = height >> 8;
        frame[2] = height & 0xFF;
        frame[3] = width >> 8;
        frame[4] = width & 0xFF;
        frame[5] = files.size();
        for (int i = 0; i < files.size(); i++) {
            frame[6 + 3 * i] = i + 1;
            frame[7 + 3 * i] = sampling[i];
        }
        first.stream().filter(part -> part.marker() == Segments.DQT).forEach(parts::add);
        parts.add(new Segment(Segments.SOF0, frame));
        first.stream().filter(part -> part.marker() == Segments.DHT).forEach(parts::add);
        for (int i = 0; i < files.size(); i++) {
            Segment scan = Segments.of(files.get(i)).getLast();
            Segment head = new Segment(Segments.SOS, 1, i + 1, 0, 0, 63, 0);
            parts.add(new Segment(Segments.SOS, head.payload(), scan.entropy()));
        }
        return Segments.join(parts);
    }
}
