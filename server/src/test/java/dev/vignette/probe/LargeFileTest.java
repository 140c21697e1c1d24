package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.image.ImageFile;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Files longer than an array can be.
class LargeFileTest {
    private static final long SIZE = 5L << 30;

    /// Where four bytes begin to be a negative `int`, and further.
    private static final long FAR = 3_000_000_000L;

    @Test
    void probe_jpegOfGigabytes_tellsItsDimensions() {
        ImageFile file = new Sparse(Probing.written("jpeg", 90, 70), FAR, new byte[0]);

        assertThat(HeaderProbe.probe(file).dimensions()).isEqualTo(new Dimensions(90, 70));
    }

    @Test
    void probe_tiffWhoseDirectoryIsBehindGigabytes_tellsItsDimensions() {
        byte[] head = FileBytes.file().text("II").le(2, 42).le(4, FAR).array();
        byte[] directory = FileBytes.file()
                .le(2, 2)
                .le(2, 256, 4)
                .le(4, 1, 40)
                .le(2, 257, 4)
                .le(4, 1, 30)
                .le(4, 0)
                .array();

        ImageFile file = new Sparse(head, FAR, directory);

        assertThat(HeaderProbe.probe(file).dimensions()).isEqualTo(new Dimensions(40, 30));
    }

    /// Zeros, but for what is at its beginning and at one other place.
    private static final class Sparse implements ImageFile {
        private final byte[] head;
        private final long place;
        private final byte[] there;

        Sparse(byte[] head, long place, byte[] there) {
            this.head = head;
            this.place = place;
            this.there = there;
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public void peek(long position, ByteBuffer target) {
            for (long at = position; target.hasRemaining(); at++) {
                target.put(at(at));
            }
        }

        private byte at(long position) {
            if (position < head.length) {
                return head[(int) position];
            }
            boolean inside = position >= place && position < place + there.length;
            return inside ? there[(int) (position - place)] : 0;
        }

        @Override
        public <T> T read(Function<ByteBuffer, T> reader) {
            throw new UnsupportedOperationException("no buffer holds it");
        }
    }
}
