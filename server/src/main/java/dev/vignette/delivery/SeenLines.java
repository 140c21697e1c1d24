package dev.vignette.delivery;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// Tells whether something came before, by its hash alone: whoever asks for what is always new shall not take memory
/// for what is asked for again. The last of those that share a place is known; another one there is told to be new.
final class SeenLines {
    private static final int GOLDEN = 0x9E3779B9;

    private final AtomicIntegerArray hashes;
    private final int shift;

    /// @param bits the binary logarithm of the number of places
    SeenLines(int bits) {
        this.hashes = new AtomicIntegerArray(1 << bits);
        this.shift = Integer.SIZE - bits;
    }

    /// Whether it came before; from now on it did.
    boolean again(Object line) {
        int hash = line.hashCode() * GOLDEN;
        return hashes.getAndSet(hash >>> shift, hash) == hash;
    }
}
