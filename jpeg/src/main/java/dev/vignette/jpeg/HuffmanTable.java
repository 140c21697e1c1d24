package dev.vignette.jpeg;

import java.util.Arrays;

/// Codes for symbols, in the form in which a file carries them.
///
/// @param lengths how many codes there are of 1 to 16 bits; at 0 stands none
/// @param symbols in the order of their codes
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HuffmanTable(int[] lengths, int[] symbols) {
    private static final int LONGEST = 16;

    /// The table of the shortest codes, by the procedure of T.81, annex K.2: no code is longer than 16 bits
    /// or of ones alone.
    ///
    /// @param counts how often each of 256 symbols occurs, at least one of them
    static HuffmanTable optimal(int[] counts) {
        int[] used = new int[257];
        int size = 0;
        for (int symbol = 0; symbol < 256; symbol++) {
            if (counts[symbol] > 0) {
                used[size++] = symbol;
            }
        }
        // One more, rarest of all, takes the code of ones alone, and is left out in the end.
        used[size++] = 256;
        int[] depths = depths(Arrays.stream(used, 0, size)
                .mapToLong(symbol -> symbol == 256 ? 1 : counts[symbol])
                .toArray());
        int[] symbols = new int[size - 1];
        int filled = 0;
        int deepest = Arrays.stream(depths).max().orElseThrow();
        int[] lengths = new int[Math.max(deepest, LONGEST) + 1];
        for (int depth = 1; depth <= deepest; depth++) {
            for (int i = 0; i < size; i++) {
                if (depths[i] == depth) {
                    lengths[depth]++;
                    if (i < size - 1) {
                        symbols[filled++] = used[i];
                    }
                }
            }
        }
        return new HuffmanTable(shortened(lengths), symbols);
    }

    /// How deep each leaf is in the tree that joins the two rarest again and again; of equals, the last.
    private static int[] depths(long[] weights) {
        int[] depths = new int[weights.length];
        int[] next = new int[weights.length];
        Arrays.fill(next, -1);
        // The first leaves of the trees that are not joined yet.
        int[] trees = new int[weights.length];
        Arrays.setAll(trees, leaf -> leaf);
        for (int count = trees.length; count > 1; count--) {
            int first = 0;
            int second = -1;
            for (int i = 1; i < count; i++) {
                if (weights[trees[i]] <= weights[trees[first]]) {
                    second = first;
                    first = i;
                } else if (second < 0 || weights[trees[i]] <= weights[trees[second]]) {
                    second = i;
                }
            }
            join(trees[first], trees[second], weights, depths, next);
            System.arraycopy(trees, second + 1, trees, second, count - second - 1);
        }
        return depths;
    }

    private static void join(int first, int second, long[] weights, int[] depths, int[] next) {
        weights[first] += weights[second];
        int last = first;
        for (int leaf = first; leaf >= 0; leaf = next[leaf]) {
            depths[leaf]++;
            last = leaf;
        }
        next[last] = second;
        for (int leaf = second; leaf >= 0; leaf = next[leaf]) {
            depths[leaf]++;
        }
    }

    /// Moves pairs of codes that are too long up the tree (T.81, figure K.3), and leaves one of the longest out.
    private static int[] shortened(int[] lengths) {
        for (int length = lengths.length - 1; length > LONGEST; length--) {
            while (lengths[length] > 0) {
                int shorter = length - 2;
                while (lengths[shorter] == 0) {
                    shorter--;
                }
                lengths[length] -= 2;
                lengths[length - 1]++;
                lengths[shorter + 1] += 2;
                lengths[shorter]--;
            }
        }
        int longest = LONGEST;
        while (lengths[longest] == 0) {
            longest--;
        }
        lengths[longest]--;
        return Arrays.copyOf(lengths, LONGEST + 1);
    }

    /// Sets the code of each symbol, shifted left by 5, together with its length.
    ///
    /// @param from where symbol 0 stands
    void codes(int[] codes, int from) {
        int code = 0;
        int at = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int i = 0; i < lengths[length]; i++) {
                codes[from + symbols[at++]] = (code++ << 5) | length;
            }
            code <<= 1;
        }
    }

    /// As a DHT segment.
    ///
    /// @param id 0 or 1, with 16 added for AC coefficients
    void write(int id, ByteSink sink) {
        sink.writeMarker(0xc4, 1 + LONGEST + symbols.length);
        sink.writeByte(id);
        for (int length = 1; length <= LONGEST; length++) {
            sink.writeByte(lengths[length]);
        }
        for (int symbol : symbols) {
            sink.writeByte(symbol);
        }
    }
}
