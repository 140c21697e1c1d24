package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table that yields two values at once, against the codes one by one.
class PairsTest {
    @ParameterizedTest
    @MethodSource("dev.vignette.jpeg.SkipTableTest#codes")
    void table_anyBits_holdsTheCodesThatFit(HuffmanCode code) {
        int[] table = Pairs.table(code);
        int width = Long.SIZE - Codes.shift(table.length);
        for (int i = 0; i < table.length; i++) {
            long bits = (long) i << (Long.SIZE - width);
            int first = next(code, bits, width);
            if (first == 0) {
                assertThat(table[i]).as("entry %x", i).isEqualTo(Codes.LONG << 4);
                continue;
            }
            int used = first & Codes.USED;
            int advance = first >>> Codes.ADVANCE;
            int value = Codes.value(bits, first);
            int second = advance < Codes.END ? next(code, bits << used, width - used) : 0;
            int other = second == 0 ? value : Codes.value(bits << used, second);
            assertThat(table[i] >> Pairs.FIRST).as("entry %x", i).isEqualTo(value);
            assertThat((byte) (table[i] >> Pairs.SECOND)).as("entry %x", i).isEqualTo((byte) other);
            assertThat(table[i] & Pairs.USED).as("entry %x", i).isEqualTo(used + (second & Codes.USED));
            assertThat(Pairs.advance(table[i])).as("entry %x", i).isEqualTo(advance + (second >>> Codes.ADVANCE));
            assertThat(Pairs.first(table[i])).as("entry %x", i).isEqualTo(advance < Codes.END ? advance : 1);
        }
    }

    /// As in [Codes#ac]; 0 when the code and its value do not fit, or the value is too wide.
    private static int next(HuffmanCode code, long bits, int width) {
        int found = code.find((int) (bits >>> 48));
        int length = found >> 8;
        int size = found & 15;
        boolean fits = found >= 0 && length + size <= width && size < 8;
        return fits ? Codes.entry(length, size, Codes.advance(found & 0xFF)) : 0;
    }
}
