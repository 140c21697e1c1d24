package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the MCUs of a sequential scan: many in one call when all components have the same scale, else MCU by MCU
/// those neighbours that have.
final class SequentialMcus implements McuReader {
    private final SequentialPart[] parts;
    private final BlockReader[] readers;
    private final SequentialPart[][] groups;

    SequentialMcus(SequentialPart[] parts) {
        this.parts = parts.clone();
        List<BlockReader> kinds = new ArrayList<>();
        List<SequentialPart[]> neighbours = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= parts.length; i++) {
            Scale scale = parts[from].scale();
            if (i == parts.length || parts[i].scale() != scale) {
                kinds.add(BlockReader.of(scale));
                neighbours.add(Arrays.copyOfRange(parts, from, i));
                from = i;
            }
        }
        readers = kinds.toArray(BlockReader[]::new);
        groups = neighbours.toArray(SequentialPart[][]::new);
    }

    @Override
    public int read(ScanBits bits, int column, int count) {
        int most = count;
        for (SequentialPart part : parts) {
            most = Math.min(most, part.moveTo(column));
        }
        int done = readers.length == 1 ? readers[0].read(bits, parts, most) : inTurn(bits, most);
        for (SequentialPart part : parts) {
            part.added(done);
        }
        return done;
    }

    private int inTurn(ScanBits bits, int most) {
        int done = 0;
        do {
            for (int i = 0; i < readers.length; i++) {
                readers[i].read(bits, groups[i], 1);
            }
            done++;
        } while (done < most && bits.position() <= bits.safe());
        return done;
    }
}
