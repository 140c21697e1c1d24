package dev.vignette.probe;

import dev.vignette.error.VignetteException;
import java.util.Optional;
import java.util.function.Consumer;

/// The directories of a TIFF file or of an Exif block, which is laid out as one (TIFF 6.0, section 2; BigTIFF).
///
/// Directories may overlap and point at each other, so that a small file can claim endless fields. Honest fields take
/// twelve bytes each: an instance gives out as many as fit into its bytes, and then the file counts as damaged.
public final class TiffStructure {
    private static final int MOST_FIELDS_A_DIRECTORY = 65_535;

    private final Window bytes;
    private final boolean little;
    private final boolean big;
    private long fieldsLeft;

    private TiffStructure(Window bytes, boolean little, boolean big) {
        this.bytes = bytes;
        this.little = little;
        this.big = big;
        this.fieldsLeft = bytes.length() / 12L + 1;
    }

    /// Empty when there is no byte order mark or no version that is known.
    static Optional<TiffStructure> of(Window bytes) {
        if (!bytes.has(0, 4)) {
            return Optional.empty();
        }
        boolean little = bytes.startsWith("II");
        int version = little ? bytes.u16le(2) : bytes.u16(2);
        boolean known = (little || bytes.startsWith("MM")) && (version == 42 || version == 43);
        return known ? Optional.of(new TiffStructure(bytes, little, version == 43)) : Optional.empty();
    }

    /// Where the first directory begins.
    ///
    /// @throws VignetteException `BROKEN_IMAGE` when the header is cut off
    public long first() {
        return big ? unsigned(8, 8) : unsigned(4, 4);
    }

    /// Hands over the fields of the directory at an offset.
    ///
    /// @return where the next directory begins; 0 when it is the last
    /// @throws VignetteException `BROKEN_IMAGE` when the directory is cut off or the structure overlaps itself
    public long directory(long at, Consumer<Field> reader) {
        int fieldBytes = big ? 20 : 12;
        long count = big ? unsigned(at, 8) : unsigned(at, 2);
        long start = at + (big ? 8 : 2);
        if (count < 0 || count > MOST_FIELDS_A_DIRECTORY || !bytes.has(start, count * fieldBytes)) {
            throw Window.broken("A TIFF directory is cut off");
        }
        fieldsLeft -= Math.max(1, count);
        if (fieldsLeft < 0) {
            throw Window.broken("The TIFF directories overlap");
        }
        for (int i = 0; i < count; i++) {
            reader.accept(field(start + (long) i * fieldBytes));
        }
        long next = start + count * fieldBytes;
        int offsetBytes = big ? 8 : 4;
        return bytes.has(next, offsetBytes) ? unsigned(next, offsetBytes) : 0;
    }

    /// Whether an offset can be that of a directory.
    boolean contains(long at) {
        return bytes.has(at, 2);
    }

    private Field field(long at) {
        int tag = (int) unsigned(at, 2);
        int type = (int) unsigned(at + 2, 2);
        int inline = big ? 8 : 4;
        long count = unsigned(at + 4, inline);
        long valueAt = at + 4 + inline;
        // A count beyond the file is nonsense however large its values; cutting it here keeps the product in range.
        long size = count < 0 || count > bytes.length() ? Long.MAX_VALUE : count * unitSize(type);
        return new Field(this, tag, type, count, size, size <= inline ? valueAt : unsigned(valueAt, inline));
    }

    private long unsigned(long at, int size) {
        return switch (size) {
            case 1 -> bytes.u8(at);
            case 2 -> little ? bytes.u16le(at) : bytes.u16(at);
            case 4 -> little ? bytes.u32le(at) : bytes.u32(at);
            default -> little ? Long.reverseBytes(bytes.i64(at)) : bytes.i64(at);
        };
    }

    private static int unitSize(int type) {
        return switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16, 17, 18 -> 8;
            default -> 0;
        };
    }

    /// One field of a directory. Its values are read when they are asked for, and an index or a claim outside of the
    /// file throws `BROKEN_IMAGE`.
    public static final class Field {
        private final TiffStructure tiff;
        private final int tag;
        private final int type;
        private final long count;
        private final long size;
        private final long valueAt;

        private Field(TiffStructure tiff, int tag, int type, long count, long size, long valueAt) {
            this.tiff = tiff;
            this.tag = tag;
            this.type = type;
            this.count = count;
            this.size = size;
            this.valueAt = valueAt;
        }

        public int tag() {
            return tag;
        }

        /// The TIFF type code, as in 2 for ASCII.
        public int type() {
            return type;
        }

        /// How many values are claimed.
        public long count() {
            return count;
        }

        /// How many bytes the values are claimed to take.
        public long size() {
            return size;
        }

        /// Whether all of its values lie inside the file and are of a known type.
        public boolean isWhole() {
            return size > 0 && tiff.bytes.has(valueAt, size);
        }

        /// A copy of all values as they are stored; the caller has looked at `size` first.
        public byte[] bytes() {
            Window value = value();
            byte[] copy = new byte[Math.toIntExact(value.length())];
            value.buffer().get(copy);
            return copy;
        }

        /// The first value of an integer type.
        public long number() {
            return number(0);
        }

        /// One value of an integer type.
        public long number(long index) {
            int unit = unitSize(type);
            long raw = raw(index, unit);
            boolean signed = type == 6 || type == 8 || type == 9;
            return signed ? raw << (64 - 8 * unit) >> (64 - 8 * unit) : raw;
        }

        /// The upper half of a rational value.
        public long numerator(long index) {
            return half(2 * index);
        }

        /// The lower half of a rational value.
        public long denominator(long index) {
            return half(2 * index + 1);
        }

        /// One value of a floating-point type.
        public double real(long index) {
            return type == 11 ? Float.intBitsToFloat((int) raw(index, 4)) : Double.longBitsToDouble(raw(index, 8));
        }

        Window value() {
            return tiff.bytes.part(valueAt, size);
        }

        private long half(long index) {
            long raw = raw(index, 4);
            return type == 10 ? (int) raw : raw;
        }

        private long raw(long index, int unit) {
            if (unit == 0 || index < 0 || index >= size / unit) {
                throw Window.broken("A TIFF field has fewer values than it needs");
            }
            return tiff.unsigned(valueAt + index * unit, unit);
        }
    }
}
