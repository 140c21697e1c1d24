package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// Originals that are images of the library: read where they are on the local disk, copied from a store
/// elsewhere. Their hash is checked when they are read in full.
final class KeptOriginals {
    /// Such a file never changes, and its renditions go when it does.
    private static final Duration FRESH = Duration.ofDays(365);

    private static final int BLOCK = 64 << 10;

    private final int maxBytes;
    private final BodyStore store;
    private final Keeper keeper;

    KeptOriginals(SourceConfig config, BodyStore store, Keeper keeper) {
        this.maxBytes = (int) config.maxBytes().bytes();
        this.store = store;
        this.keeper = keeper;
    }

    /// @throws VignetteException `SOURCE_TOO_LARGE` when it is kept, but too large to be shown; as the keeper
    ///     does
    Original fetch(SourceUrl.Kept image) {
        return open(keeper.find(image.id()));
    }

    /// @throws VignetteException as [#fetch]
    Original open(Keeper.Kept kept) {
        if (kept.length() > maxBytes) {
            throw BodyCollector.tooLarge(maxBytes);
        }
        try {
            Body body = kept.path().isPresent() ? opened(kept.path().get(), kept.length()) : copied(kept);
            var checked = new CheckedBody(body, kept.sha256());
            return new Original(checked, Optional.of(kept.modified()), Optional.of(FRESH), false);
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "The file of the image cannot be read", e);
        }
    }

    private Body opened(Path path, long length) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ);
        return new FileBody(channel, length, store, Optional.empty(), () -> {});
    }

    private Body copied(Keeper.Kept kept) throws IOException {
        byte[] block = new byte[BLOCK];
        try (BodyWriter writer = store.writer(kept.length());
                InputStream in = kept.stream().get()) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                writer.write(Unpooled.wrappedBuffer(block, 0, count));
            }
            return writer.finish();
        }
    }
}
