package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table that swallows several codes at once, against the codes one by one.
class SkipTableTest {
    @ParameterizedTest
    @MethodSource("codes")
    void skip_anyBits_swallowsAllCodesThatFit(HuffmanCode code) {
        char[] table = Codes.skip(code);
        int width = Long.SIZE - Codes.shift(table.length);
        for (int bits = 0; bits < table.length; bits++) {
            int used = 0;
            int advance = 0;
            boolean passed = table[bits] == Codes.LONG << Codes.SKIP_ADVANCE;
            while (advance < 63) {
                int found = code.find((int) ((long) bits << (Long.SIZE - width) << used >>> 48));
                if (found < 0 || used + (found >> 8) + (found & 15) > width) {
                    break;
                }
                used += (found >> 8) + (found & 15);
                advance += Codes.advance(found & 0xFF);
                passed |= table[bits] == ((advance << Codes.SKIP_ADVANCE) | used);
            }
            assertThat(passed).as("entry %x is one of the walk", bits).isTrue();
            int all = used == 0 ? Codes.LONG << Codes.SKIP_ADVANCE : (advance << Codes.SKIP_ADVANCE) | used;
            if (advance % Codes.END < 63) {
                assertThat((int) table[bits]).as("entry %x", bits).isEqualTo(all);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void skip_codeWithAShortEnd_isNarrow(HuffmanCode code) {
        assertThat(Codes.skip(code)).hasSize(code.lengthOf(0) <= 2 ? 1 << 11 : 1 << 13);
    }

    /// Those of annex K, those made for one picture, and some that have no end or no symbol of a size.
    static Stream<HuffmanCode> codes() {
        return Stream.of(
                code(JpegFiles.colour(40, 40, "-quality", "90"), 0),
                code(JpegFiles.colour(40, 40, "-quality", "90"), 1),
                code(JpegFiles.colour(40, 40, "-quality", "100", "-optimize"), 0),
                code(JpegFiles.colour(40, 40, "-quality", "20", "-optimize"), 1),
                new HuffmanCode(counts(1, 1, 0, 1), new byte[] {(byte) 0xF0, 0x01, 0x5A}),
                new HuffmanCode(counts(0, 0, 1, 0), new byte[] {0x00}));
    }

    private static HuffmanCode code(JpegFile file, int table) {
        var headers = new Headers(new SegmentReader(ByteBuffer.wrap(file.bytes()), new Damage(true)));
        assertThat(headers.advance()).isEqualTo(Headers.Stop.SCAN);
        return headers.acCode(table);
    }

    private static byte[] counts(int... lengths) {
        var counts = new byte[17];
        for (int i = 0; i < lengths.length; i++) {
            counts[i + 1] = (byte) lengths[i];
        }
        return counts;
    }
}
