package dev.vignette.source;

import dev.vignette.image.ImageFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// A source image, whole and within the limits, and what its server said about it. Whoever fetched it closes it; a
/// reading that is under way on another thread goes on to its end.
public final class Original implements ImageFile, AutoCloseable {
    private final Body body;
    private final Optional<Instant> lastModified;
    private final Optional<Duration> maxAge;
    private final boolean stale;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param body held for this original
    Original(Body body, Optional<Instant> lastModified, Optional<Duration> maxAge, boolean stale) {
        this.body = body;
        this.lastModified = lastModified;
        this.maxAge = maxAge;
        this.stale = stale;
    }

    @Override
    public long size() {
        return body.length();
    }

    /// @throws dev.vignette.error.VignetteException `SOURCE_FAILED` when its file can no longer be read
    @Override
    public void peek(long position, ByteBuffer target) {
        body.peek(position, target);
    }

    /// The buffer is a direct one. One that is in a file takes memory until `reader` returns, and may wait for it.
    ///
    /// @throws dev.vignette.error.VignetteException `OVERLOADED` when there is no memory before the deadline of the
    ///     request, `SOURCE_FAILED` when its file can no longer be read
    @Override
    public <T> T read(Function<ByteBuffer, T> reader) {
        return body.read(reader);
    }

    /// The bytes, for tests to see.
    Body body() {
        return body;
    }

    /// From `Last-Modified`, or of the local file.
    public Optional<Instant> lastModified() {
        return lastModified;
    }

    /// How much longer the source lets it be kept (`s-maxage`, `max-age` or `Expires`, less its age); empty when it
    /// says nothing, zero for `no-store`, `no-cache` and `private`, some seconds when it is stale.
    public Optional<Duration> maxAge() {
        return maxAge;
    }

    /// Whether it is an older one that stands in, because its source fails at the moment.
    public boolean stale() {
        return stale;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            body.release();
        }
    }
}
