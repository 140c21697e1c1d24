package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The body of a request as it comes in, for blocking code on one virtual thread. What is not read is not taken from
/// the client but for some hundred KiB, so memory does not grow with the body; the first read lets a client begin who
/// waits for `100 Continue`.
///
/// Reading throws `BODY_TOO_LARGE` past the limit, `BODY_TOO_SLOW` when too little comes in the time that is spent
/// waiting for it ([BodyConfig]), `BAD_REQUEST` when the chunks of the body are broken, `CLIENT_GONE` when the
/// connection ends before the body does, and `SHUTTING_DOWN` when the thread is interrupted.
public final class BodyStream extends InputStream {
    private static final int HIGH_WATER = 512 << 10;
    private static final int LOW_WATER = HIGH_WATER / 2;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HttpServerRequest request;
    private final ReceiveTimeout arrival;
    private final OptionalLong declared;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
    private int queued;
    private long received;
    private long limit = Long.MAX_VALUE;
    private boolean begun;
    private boolean paused = true;
    private boolean ended;
    private boolean discarding;
    private Optional<VignetteException> failure = Optional.empty();

    /// What the reader has in hand; of no concern to anybody else.
    private ByteBuffer current = NOTHING;

    private BodyStream(HttpServerRequest request, BodyConfig config) {
        this.request = request;
        this.arrival = ReceiveTimeout.of(request);
        this.declared = declared(request);
        this.pace = new Pace(config);
    }

    /// Takes over the body of a request, of which nothing was handed out yet. To be called on its event loop.
    static BodyStream of(HttpServerRequest request, BodyConfig config) {
        request.pause();
        var body = new BodyStream(request, config);
        body.arrival.leaveTo(body, request);
        request.handler(body::arrived)
                .endHandler(_ -> body.end())
                .exceptionHandler(_ -> body.fail(Exchange.goneFailure()));
        return body;
    }

    /// The decoder has held the field against RFC 9112 already.
    private static OptionalLong declared(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length.strip()));
    }

    /// The length that the client has declared; empty when it comes in chunks.
    public OptionalLong declaredLength() {
        return declared;
    }

    /// Sets the most bytes that may come.
    ///
    /// @throws VignetteException `BODY_TOO_LARGE` when more are declared
    BodyStream limitedTo(long bytes) {
        lock.lock();
        try {
            limit = bytes;
            if (declared.isPresent() && declared.getAsLong() > bytes) {
                throw tooLarge();
            }
            return this;
        } finally {
            lock.unlock();
        }
    }

    private VignetteException tooLarge() {
        return new VignetteException(ErrorCode.BODY_TOO_LARGE, "The body may have at most " + limit + " bytes");
    }

    @Override
    public int read() {
        ByteBuffer chunk = chunk();
        return chunk.hasRemaining() ? chunk.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        return read(ByteBuffer.wrap(target, offset, length));
    }

    /// As a channel reads: some bytes, at least one where there is room for one.
    ///
    /// @return how many; -1 at the end
    public int read(ByteBuffer target) {
        if (!target.hasRemaining()) {
            return 0;
        }
        ByteBuffer chunk = chunk();
        if (!chunk.hasRemaining()) {
            return -1;
        }
        int length = Math.min(chunk.remaining(), target.remaining());
        target.put(chunk.slice().limit(length));
        chunk.position(chunk.position() + length);
        return length;
    }

    /// The next bytes without a copy; nothing is left in them at the end of the body only. They are the caller's until
    /// the next call of any method, and as far as they are read they are taken from the body.
    public ByteBuffer chunk() {
        if (!current.hasRemaining()) {
            current = next();
        }
        return current;
    }

    /// How many bytes can be read at once.
    @Override
    public int available() {
        lock.lock();
        try {
            return queued + current.remaining();
        } finally {
            lock.unlock();
        }
    }

    private ByteBuffer next() {
        lock.lock();
        try {
            begin();
            while (chunks.isEmpty() && !ended && failure.isEmpty()) {
                Optional<VignetteException> slow = pace.await(changed);
                failure = failure.isEmpty() ? slow : failure; // something else may have happened meanwhile
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (chunks.isEmpty()) {
                return NOTHING;
            }
            ByteBuffer chunk = chunks.remove();
            queued -= chunk.remaining();
            if (paused && queued <= LOW_WATER) {
                paused = false;
                request.resume();
            }
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        paused = false;
        if (request.version() == HttpVersion.HTTP_1_1 && "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void arrived(Buffer buffer) {
        lock.lock();
        try {
            if (discarding || failure.isPresent()) {
                return;
            }
            ByteBuffer chunk = ((BufferInternal) buffer).getByteBuf().nioBuffer();
            received += chunk.remaining();
            if (received > limit) {
                failure = Optional.of(tooLarge());
            } else if (chunk.hasRemaining()) {
                chunks.add(chunk);
                queued += chunk.remaining();
                pace.came(chunk.remaining());
            }
            if (!paused && (queued >= HIGH_WATER || failure.isPresent())) {
                paused = true;
                request.pause();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void fail(VignetteException reason) {
        lock.lock();
        try {
            if (!ended && failure.isEmpty()) {
                failure = Optional.of(reason);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The rest of the body cannot be told from what follows it.
    void broken() {
        fail(new VignetteException(ErrorCode.BAD_REQUEST, "The chunks of the body are broken"));
    }

    /// Throws away what is left, now that the request is answered. To be called on the event loop.
    ///
    /// @return whether some of it is still to come
    boolean discard() {
        lock.lock();
        try {
            discarding = true;
            chunks.clear();
            queued = 0;
        } finally {
            lock.unlock();
        }
        request.resume();
        return arrival.isReceiving(request);
    }
}
