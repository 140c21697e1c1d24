package dev.vignette.jpeg;

import java.util.function.BooleanSupplier;

/// Decodes one scan, a row of MCUs at a time.
final class ScanDecoder {
    private static final int RST0 = 0xD0;

    private final ScanBits bits;
    private final ScanPart[] parts;
    private final McuReader reader;
    private final int mcus;
    private final int interval;
    private final Damage damage;
    private int untilRestart;
    private int nextRestart;
    private boolean exhausted;
    private int invalid;

    /// @param mcus in a row
    /// @param interval MCUs between two restart markers, 0 when there are none
    ScanDecoder(ScanBits bits, ScanPart[] parts, McuReader reader, int mcus, int interval, Damage damage) {
        this.bits = bits;
        this.parts = parts.clone();
        this.reader = reader;
        this.mcus = mcus;
        this.interval = interval;
        this.damage = damage;
        untilRestart = interval;
    }

    /// @param rows of MCUs that are wanted
    /// @return whether it was not cancelled
    boolean decode(int rows, PlaneSink sink, BooleanSupplier cancelled) {
        for (int row = 0; row < rows; row++) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            row();
            for (ScanPart part : parts) {
                part.endRow(sink);
            }
        }
        if (bits.overrun()) {
            ended();
        }
        return true;
    }

    /// Goes to the marker behind the scan.
    ///
    /// @return where in the file it is
    int end() {
        int useless = bits.skipToMarker();
        if (useless > Long.BYTES) {
            damage.found("%d bytes of a scan are not used.".formatted(useless));
        }
        return bits.markerPosition();
    }

    private void row() {
        int column = 0;
        while (column < mcus) {
            if (interval > 0 && untilRestart == 0) {
                restart();
            }
            int count = interval > 0 ? Math.min(mcus - column, untilRestart) : mcus - column;
            int decoded = exhausted ? 0 : stretch(column, count);
            if (decoded < count) {
                for (ScanPart part : parts) {
                    part.blank(column + decoded, column + count);
                }
            }
            column += count;
            untilRestart -= count;
        }
        countInvalid();
    }

    /// Decodes MCUs as long as there are bits.
    ///
    /// @return how many there were
    private int stretch(int column, int count) {
        int done = 0;
        while (done < count) {
            if (!bits.ready()) {
                ended();
                return done;
            }
            done += reader.read(bits, column + done, count - done);
        }
        return count;
    }

    private void ended() {
        exhausted = true;
        damage.found(bits.fileEnded() ? "The file ends early." : "A marker comes too early in a scan.");
    }

    private void countInvalid() {
        int sum = 0;
        for (ScanPart part : parts) {
            sum += part.invalid();
        }
        if (sum != invalid) {
            invalid = sum;
            damage.found("A scan has an invalid code.");
        }
    }

    private void restart() {
        if (!exhausted && bits.overrun()) {
            ended();
        }
        int useless = bits.skipToMarker();
        if (useless > Long.BYTES) {
            damage.found("%d bytes before a restart marker are not used.".formatted(useless));
        }
        boolean found = bits.marker() == RST0 + nextRestart;
        if (!found) {
            damage.found("Marker %02x is where restart %d should be.".formatted(bits.marker(), nextRestart));
            found = synchronise();
        }
        if (found) {
            bits.begin();
            exhausted = false;
        } else {
            // As in libjpeg one more MCU is then made of zeros, unless that was done before.
            bits.clear();
        }
        nextRestart = (nextRestart + 1) & 7;
        untilRestart = interval;
        for (ScanPart part : parts) {
            part.restart();
        }
    }

    /// Decides as libjpeg does whether the marker in sight takes the place of the one that is due, is to be
    /// passed over, or comes too early.
    ///
    /// @return whether bits follow that belong here
    private boolean synchronise() {
        while (true) {
            int marker = bits.marker();
            int ahead = (marker - RST0 - nextRestart) & 7;
            boolean restart = marker >= RST0 && marker < RST0 + 8;
            if ((!restart && marker >= 0xC0) || (restart && (ahead == 1 || ahead == 2))) {
                return false;
            }
            if (restart && ahead != 6 && ahead != 7) {
                return true;
            }
            bits.begin();
            bits.skipToMarker();
        }
    }
}
