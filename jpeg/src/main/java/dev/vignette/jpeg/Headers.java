package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that marker segments have said so far: the frame, tables, the restart interval.
final class Headers {
    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int SOF2 = 0xC2;
    private static final int DHT = 0xC4;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;

    /// Before a part of an ICC profile, whose number and their count follow (ICC.1, annex B).
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    /// Why reading of segments came to its end.
    enum Stop {
        SCAN,
        UNSUPPORTED,
        END
    }

    private final SegmentReader reader;
    private final int[] @Nullable [] quantTables = new int[4][];
    private final @Nullable HuffmanCode[] dcCodes = new HuffmanCode[4];
    private final @Nullable HuffmanCode[] acCodes = new HuffmanCode[4];
    private final List<FrameComponent> components = new ArrayList<>();
    private @Nullable Coding coding;
    private @Nullable String unsupported;
    private int width;
    private int height;
    private int restartInterval;
    private boolean jfif;
    private boolean adobe;
    private int adobeTransform;
    private @Nullable ByteBuffer profile;

    Headers(SegmentReader reader) {
        this.reader = reader;
    }

    /// Reads segments up to the next scan header, which is left for [ScanHeader], or the end of the picture.
    Stop advance() {
        while (true) {
            int marker = reader.nextMarker();
            if (marker == SOS) {
                if (coding == null) {
                    throw new JpegException("The file has a scan before its frame.");
                }
                return Stop.SCAN;
            }
            if (marker == EOI || marker < 0) {
                return Stop.END;
            }
            segment(marker);
            if (unsupported != null) {
                return Stop.UNSUPPORTED;
            }
        }
    }

    /// The frame, once a scan was found.
    FrameHeader frame() {
        if (coding == null) {
            throw new JpegException("The file has no frame.");
        }
        return new FrameHeader(
                width, height, components, colours(), coding, adobe, restartInterval, Optional.ofNullable(profile));
    }

    /// Why this file is not decoded, when [#advance] has said so.
    Optional<String> unsupported() {
        return Optional.ofNullable(unsupported);
    }

    SegmentReader reader() {
        return reader;
    }

    /// MCUs between two restart markers as of now, 0 when there are none.
    int restartInterval() {
        return restartInterval;
    }

    /// A quantisation table, in the order of the zigzag.
    int[] quantTable(int index) {
        int[] table = quantTables[index];
        if (table == null) {
            throw new JpegException("Quantisation table %d is missing.".formatted(index));
        }
        return table;
    }

    HuffmanCode dcCode(int index) {
        return code(dcCodes, index);
    }

    HuffmanCode acCode(int index) {
        return code(acCodes, index);
    }

    private static HuffmanCode code(@Nullable HuffmanCode[] codes, int index) {
        HuffmanCode code = index < codes.length ? codes[index] : null;
        if (code == null) {
            throw new JpegException("Huffman table %d is missing.".formatted(index));
        }
        return code;
    }

    private void segment(int marker) {
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
            return; // These stand alone, and mean nothing here.
        }
        if (marker < SOF0 || (marker >= 0xF0 && marker <= 0xFD)) {
            throw new JpegException("The file has an unknown marker %02x.".formatted(marker));
        }
        int length = reader.enterSegment();
        switch (marker) {
            case SOF0, SOF1, SOF2 -> frame(marker);
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xCB, 0xCD, 0xCE, 0xCF, 0xDE, 0xDF ->
                unsupported = "Lossless and hierarchical coding are not supported.";
            case 0xC9, 0xCA -> unsupported = "Arithmetic coding is not supported.";
            case DHT -> huffmanTables();
            case DQT -> quantTables();
            case DRI -> restartInterval = reader.word();
            case APP0 -> jfif |= length >= 14 && reader.word() == 0x4A46 && reader.word() == 0x4946;
            case APP2 -> profile(length);
            case APP14 -> adobe(length);
            default -> {
                // Whatever else it is, decoding does not need it.
            }
        }
    }

    private void frame(int marker) {
        if (coding != null) {
            throw new JpegException("The file has two frames.");
        }
        int precision = reader.octet();
        height = reader.word();
        width = reader.word();
        int count = reader.octet();
        if (width == 0 || count == 0 || reader.left() != 3 * count) {
            throw new JpegException("The frame header is broken.");
        }
        coding = marker == SOF0 ? Coding.BASELINE : marker == SOF1 ? Coding.EXTENDED : Coding.PROGRESSIVE;
        boolean sampling = true;
        for (int i = 0; i < count; i++) {
            int id = reader.octet();
            int factors = reader.octet();
            var component = new FrameComponent(id, factors >> 4, factors & 15, reader.octet());
            sampling &= inside(component.horizontal()) && inside(component.vertical());
            if (component.quantTable() > 3) {
                throw new JpegException("The frame header names a quantisation table that cannot be.");
            }
            components.add(component);
        }
        if (precision != 8) {
            unsupported = "Samples of %d bits are not supported.".formatted(precision);
        } else if (height == 0) {
            unsupported = "A height that comes behind the picture is not supported.";
        } else if (count == 2 || count > 4) {
            unsupported = "%d components are not supported.".formatted(count);
        } else if (!sampling) {
            unsupported = "Sampling factors other than 1 to 4 are not supported.";
        }
    }

    private static boolean inside(int factor) {
        return factor >= 1 && factor <= 4;
    }

    private void quantTables() {
        while (reader.left() > 0) {
            int kind = reader.octet();
            if ((kind & 15) > 3) {
                throw new JpegException("A quantisation table has a number that cannot be.");
            }
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                table[i] = kind >> 4 == 0 ? reader.octet() : reader.word();
            }
            quantTables[kind & 15] = table;
        }
    }

    private void huffmanTables() {
        while (reader.left() > 0) {
            int kind = reader.octet();
            if ((kind & ~0x13) != 0) {
                throw new JpegException("A Huffman table has a number that cannot be.");
            }
            byte[] counts = new byte[17];
            int symbols = 0;
            for (int i = 1; i <= 16; i++) {
                counts[i] = (byte) reader.octet();
                symbols += counts[i] & 0xFF;
            }
            if (symbols > 256) {
                throw new JpegException("A Huffman table has more than 256 symbols.");
            }
            byte[] values = new byte[symbols];
            for (int i = 0; i < symbols; i++) {
                values[i] = (byte) reader.octet();
            }
            (kind >> 4 == 0 ? dcCodes : acCodes)[kind & 3] = new HuffmanCode(counts, values);
        }
    }

    private void profile(int length) {
        if (profile != null || length < ICC.length + 2) {
            return;
        }
        for (byte letter : ICC) {
            if (reader.octet() != letter) {
                return;
            }
        }
        if (reader.octet() == 1) {
            reader.octet();
            profile = reader.file().slice(reader.position(), reader.left());
        }
    }

    private void adobe(int length) {
        if (length >= 12 && reader.word() == 0x4164 && reader.word() == 0x6F62 && reader.octet() == 'e') {
            reader.word();
            reader.word();
            reader.word();
            adobeTransform = reader.octet();
            adobe = true;
        }
    }

    /// The rules of libjpeg, which are those all others follow.
    private Colours colours() {
        return switch (components.size()) {
            case 1 -> Colours.GREY;
            case 3 -> threeColours();
            default -> adobe && adobeTransform != 0 ? Colours.YCCK : Colours.CMYK;
        };
    }

    private Colours threeColours() {
        if (jfif) {
            return Colours.YCBCR;
        }
        boolean named = components.get(0).id() == 'R'
                && components.get(1).id() == 'G'
                && components.get(2).id() == 'B';
        return (adobe ? adobeTransform == 0 : named) ? Colours.RGB : Colours.YCBCR;
    }
}
