package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the MCUs of a sequential scan: many in one call when all components have the same scale, else those
/// neighbours that have.
final class SequentialMcus implements McuReader {
    private final SequentialPart[] parts;
    private final List<BlockReader> readers = new ArrayList<>();
    private final List<SequentialPart[]> groups = new ArrayList<>();

    SequentialMcus(SequentialPart[] parts) {
        this.parts = parts.clone();
        int from = 0;
        for (int i = 1; i <= parts.length; i++) {
            Scale scale = parts[from].scale();
            if (i == parts.length || parts[i].scale() != scale) {
                readers.add(BlockReader.of(scale));
                groups.add(Arrays.copyOfRange(parts, from, i));
                from = i;
            }
        }
    }

    @Override
    public int read(ScanBits bits, int column, int count) {
        int most = groups.size() == 1 ? count : 1;
        for (SequentialPart part : parts) {
            most = Math.min(most, part.moveTo(column));
        }
        int done = 0;
        for (int i = 0; i < groups.size(); i++) {
            done = readers.get(i).read(bits, groups.get(i), most);
        }
        for (SequentialPart part : parts) {
            part.added(done);
        }
        return done;
    }
}
