package dev.vignette.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the scans of a progressive file that its picture needs at a scale, by their headers alone.
///
/// The file is read up to the scan that makes the last wanted coefficient exact. A scan is needed when it has a wanted
/// coefficient; and as a scan that refines has bits for each coefficient of its band that is not zero so far, all scans
/// that tell these are needed before it.
final class ProgressiveScript {
    /// Scans that a file may have: each costs a pass over the picture, however few bytes it has. Encoders make about
    /// ten, and one for each coefficient and bit of three components would be a few hundred.
    static final int MOST_SCANS = 500;

    private static final int MOST_BLOCKS = 10;
    private static final byte UNKNOWN = -1;
    private static final short END = (short) 0xFFD9;

    private final Headers headers;
    private final FrameHeader frame;
    private final Damage damage;
    private final int[] last;
    private final byte[][] exactness;
    private final int[][] quant;
    private int latched;
    private final List<ProgressiveScan> scans = new ArrayList<>();

    /// @param headers as of the first scan
    /// @param last for each component the last coefficient that is wanted
    ProgressiveScript(Headers headers, int[] last, Damage damage) {
        this.headers = headers;
        this.damage = damage;
        this.last = last.clone();
        frame = headers.frame();
        int components = frame.components().size();
        exactness = new byte[components][64];
        for (byte[] bits : exactness) {
            Arrays.fill(bits, UNKNOWN);
        }
        quant = new int[components][64];
    }

    /// Reads the headers of scans.
    ///
    /// @return those that are needed, in their order
    /// @throws JpegException when there are more than [#MOST_SCANS], whether damage is tolerated or not
    List<ProgressiveScan> read() {
        add();
        while (!exact()) {
            SegmentReader reader = headers.reader();
            reader.moveTo(MarkerSearch.behindScan(reader.file(), reader.position()));
            if (!next()) {
                break;
            }
            if (scans.size() > MOST_SCANS) {
                throw new JpegException("The file has more than %d scans.".formatted(MOST_SCANS));
            }
        }
        return needed();
    }

    /// A component's quantisation table, in zigzag order, as of its first scan.
    int[] quant(int component) {
        return quant[component];
    }

    private boolean next() {
        try {
            if (headers.advance() == Headers.Stop.SCAN) {
                add();
                return true;
            }
        } catch (JpegException broken) {
            if (damage.strict()) {
                throw broken;
            }
            damage.found(String.valueOf(broken.getMessage()));
            return false;
        }
        checkEnd();
        return false;
    }

    /// A file may leave out the last bits of its coefficients, but neither its end nor a component.
    private void checkEnd() {
        SegmentReader reader = headers.reader();
        if (reader.file().getShort(reader.position() - 2) != END) {
            damage.found("The file ends early.");
        }
        for (byte[] bits : exactness) {
            if (bits[0] == UNKNOWN) {
                damage.found("A component is missing.");
            }
        }
    }

    private void add() {
        ScanHeader header = ScanHeader.read(headers.reader(), frame.components());
        ProgressiveScan scan = ProgressiveScan.of(header, headers);
        int blocks = header.parts().stream()
                .mapToInt(part -> frame.components().get(part.component()).horizontal()
                        * frame.components().get(part.component()).vertical())
                .sum();
        if (header.parts().size() > 1 && blocks > MOST_BLOCKS) {
            throw new JpegException("An MCU has more than ten blocks.");
        }
        for (ScanHeader.Part part : header.parts()) {
            note(scan, part.component());
        }
        scans.add(scan);
    }

    /// Notes what a scan makes known of a component.
    private void note(ProgressiveScan scan, int component) {
        byte[] bits = exactness[component];
        if ((latched >> component & 1) == 0) {
            latched |= 1 << component;
            quant[component] =
                    headers.quantTable(frame.components().get(component).quantTable());
        }
        boolean fits = scan.dc() || bits[0] != UNKNOWN;
        for (int k = scan.header().firstCoefficient(); k <= scan.header().lastCoefficient(); k++) {
            fits &= Math.max(bits[k], 0) == scan.header().highBit();
            bits[k] = (byte) scan.header().lowBit();
        }
        if (!fits) {
            damage.found("A progressive scan does not fit those before it.");
        }
    }

    /// Whether no later scan can change a wanted coefficient.
    private boolean exact() {
        for (int component = 0; component < last.length; component++) {
            for (int k = 0; k <= last[component]; k++) {
                if (exactness[component][k] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<ProgressiveScan> needed() {
        long[] wanted = new long[last.length];
        for (int component = 0; component < last.length; component++) {
            wanted[component] = (-1L >>> (63 - last[component])) & ~1L;
        }
        List<ProgressiveScan> needed = new ArrayList<>();
        for (ProgressiveScan scan : scans.reversed()) {
            if (scan.dc()) {
                needed.add(scan);
            } else if ((scan.band() & wanted[scan.component()]) != 0) {
                needed.add(scan);
                if (scan.refines()) {
                    wanted[scan.component()] |= scan.band();
                }
            }
        }
        return needed.reversed();
    }
}
