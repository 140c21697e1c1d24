package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NativeBuffersTest {
    private static final int MEBI = 1 << 20;

    private final NativeBuffers buffers = new NativeBuffers(4 * MEBI);

    @AfterEach
    void close() {
        buffers.close();
    }

    @Test
    void allocate_aSizeThatWasGivenBack_isTheSameBufferEmpty() {
        ByteBuf first = buffers.allocate(2 * MEBI);
        first.writeInt(7);
        buffers.free(first);

        ByteBuf second = buffers.allocate(2 * MEBI - 100);

        assertThat(second).isSameAs(first);
        assertThat(second.readableBytes()).isZero();
        buffers.free(second);
    }

    @Test
    void allocate_lessThanHalfOfWhatIsKept_isAnotherBuffer() {
        ByteBuf large = buffers.allocate(2 * MEBI);
        buffers.free(large);

        ByteBuf small = buffers.allocate(MEBI - 1);

        assertThat(small.capacity()).isEqualTo(MEBI - 1);
        buffers.free(small);
    }

    @Test
    void allocate_moreThanWhatIsKept_isAnotherBuffer() {
        buffers.free(buffers.allocate(MEBI));

        ByteBuf larger = buffers.allocate(MEBI + 1);

        assertThat(larger.capacity()).isEqualTo(MEBI + 1);
        buffers.free(larger);
    }

    @Test
    void free_moreThanIsKept_releasesTheOldest() {
        ByteBuf oldest = buffers.allocate(2 * MEBI);
        ByteBuf second = buffers.allocate(2 * MEBI);
        ByteBuf third = buffers.allocate(MEBI);
        buffers.free(oldest);
        buffers.free(second);
        buffers.free(third);

        assertThat(oldest.refCnt()).isZero();
        assertThat(second.refCnt()).isOne();
        assertThat(third.refCnt()).isOne();
    }

    @Test
    void free_largerThanAllThatIsKept_releasesItAndKeepsTheOthers() {
        ByteBuf kept = buffers.allocate(MEBI);
        ByteBuf large = buffers.allocate(5 * MEBI);
        buffers.free(kept);
        buffers.free(large);

        assertThat(large.refCnt()).isZero();
        assertThat(kept.refCnt()).isOne();
    }

    @Test
    void free_small_releasesIt() {
        ByteBuf small = buffers.allocate(1000);
        buffers.free(small);

        assertThat(small.refCnt()).isZero();
    }

    @Test
    void close_whatIsKept_isReleased() {
        ByteBuf kept = buffers.allocate(MEBI);
        buffers.free(kept);

        buffers.close();

        assertThat(kept.refCnt()).isZero();
    }
}
