package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Which components a scan holds, and by which tables.
///
/// @param parts one to four, in the order they take turns
/// @param firstCoefficient of the spectral band, in zigzag order
/// @param lastCoefficient of the spectral band
/// @param highBit of the successive approximation
/// @param lowBit of the successive approximation
record ScanHeader(List<Part> parts, int firstCoefficient, int lastCoefficient, int highBit, int lowBit) {
    /// @param component its index in the frame
    /// @param dcTable of the Huffman tables
    /// @param acTable of the Huffman tables
    record Part(int component, int dcTable, int acTable) {}

    /// Reads the segment of an SOS marker that was just found.
    static ScanHeader read(SegmentReader reader, List<FrameComponent> components) {
        int length = reader.enterSegment();
        int count = reader.octet();
        if (count < 1 || count > 4 || length != 4 + 2 * count) {
            throw new JpegException("A scan header is broken.");
        }
        var parts = new ArrayList<Part>();
        int taken = 0;
        for (int i = 0; i < count; i++) {
            int component = find(components, reader.octet(), taken);
            taken |= 1 << component;
            int tables = reader.octet();
            parts.add(new Part(component, tables >> 4, tables & 15));
        }
        int first = reader.octet();
        int last = reader.octet();
        int bits = reader.octet();
        return new ScanHeader(List.copyOf(parts), first, last, bits >> 4, bits & 15);
    }

    private static int find(List<FrameComponent> components, int id, int taken) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).id() == id && ((taken >> i) & 1) == 0) {
                return i;
            }
        }
        throw new JpegException("A scan holds a component that the frame has not.");
    }
}
