package dev.vignette.probe;

import dev.vignette.image.ImageFile;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A file that is read in blocks, where it is looked at, so that its header costs a few kilobytes however large it is.
/// The last blocks are kept: a parser that goes on, or to and fro between few places, reads each once.
///
/// Not for several threads at a time.
final class Blocks implements Bytes {
    private static final int BLOCK = 16 << 10;
    private static final int KEPT = 4;

    /// How often all of the file may be read; no honest file is read twice. A small one that leads to and fro without
    /// end would cost more than its length else.
    private static final int MOST_READINGS = 8;

    private final ImageFile file;
    private final long length;
    private final ByteBuffer[] blocks = new ByteBuffer[KEPT];
    private final long[] indices = new long[KEPT];
    private long left;

    Blocks(ImageFile file) {
        this.file = file;
        this.length = file.size();
        this.left = MOST_READINGS * length;
        Arrays.fill(indices, -1);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int get(long at) {
        long index = at / BLOCK;
        int slot = (int) (index % KEPT);
        if (indices[slot] != index) {
            long from = index * BLOCK;
            blocks[slot] = read(from, (int) Math.min(BLOCK, length - from));
            indices[slot] = index;
        }
        return blocks[slot].get((int) (at % BLOCK)) & 0xff;
    }

    @Override
    public ByteBuffer slice(long from, int count) {
        return read(from, count).asReadOnlyBuffer();
    }

    private ByteBuffer read(long from, int count) {
        left -= count;
        if (left < 0) {
            throw Window.broken("The header leads to and fro in the file without end");
        }
        var bytes = ByteBuffer.allocate(count);
        file.peek(from, bytes);
        return bytes.flip();
    }
}
