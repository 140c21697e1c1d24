package dev.vignette.jpeg;

/// Reads the MCUs of a progressive scan, component by component.
final class ProgressiveMcus implements McuReader {
    private final ProgressivePart[] parts;

    ProgressiveMcus(ProgressivePart[] parts) {
        this.parts = parts.clone();
    }

    @Override
    public int read(ScanBits bits, int column, int count) {
        byte[] window = bits.window();
        int position = bits.position();
        int done = 0;
        do {
            for (ProgressivePart part : parts) {
                position = part.decode(window, position, column + done);
            }
            done++;
        } while (done < count && position <= bits.safe());
        bits.moveTo(position);
        return done;
    }
}
