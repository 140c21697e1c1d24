package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;

/// Takes the body of one answer, up to a cap, into one array. It is made on the event loop, together with the answer,
/// so that no byte and no failure passes unseen; nothing is read before `collect`.
final class BodyCollector {
    /// How much is set aside on the word of a `Content-Length` alone. An origin that announces much and sends nothing
    /// would otherwise hold the announced memory; past this it has sent as much as it costs.
    private static final int TRUSTED_LENGTH = 1 << 20;

    private static final int FIRST_SIZE = 64 << 10;

    private final HttpClientResponse response;
    private final long length;
    private final Promise<byte[]> whole = Promise.promise();
    private byte[] bytes = {};
    private int count;
    private int cap;

    BodyCollector(HttpClientResponse response) {
        this.response = response;
        this.length = contentLength(response);
        response.pause().handler(this::append).exceptionHandler(whole::tryFail).endHandler(ignored -> finish());
    }

    /// Reads the body to its end.
    ///
    /// @return all of it; fails with `SOURCE_TOO_LARGE` as soon as it is known to be larger than `cap`, with
    ///     `SOURCE_FAILED` when it is shorter than announced
    CompletionStage<byte[]> collect(int cap) {
        this.cap = cap;
        if (length > cap) {
            refuse();
        } else {
            bytes = new byte[(int) (length < 0 ? Math.min(FIRST_SIZE, cap) : Math.min(length, TRUSTED_LENGTH))];
            response.resume();
        }
        return whole.future().toCompletionStage();
    }

    private void append(Buffer chunk) {
        int size = chunk.length();
        if (size > cap - count) {
            refuse();
            return;
        }
        if (size > bytes.length - count) {
            bytes = Arrays.copyOf(bytes, grown(count + size));
        }
        chunk.getBytes(0, size, bytes, count);
        count += size;
    }

    /// At once the announced size, or twice what there is.
    private int grown(int needed) {
        return (int) (length >= needed ? length : Math.min(cap, Math.max(needed, 2L * bytes.length)));
    }

    private void finish() {
        if (length >= 0 && count != length) {
            whole.tryFail(new VignetteException(
                    ErrorCode.SOURCE_FAILED, "The source sent " + count + " bytes and announced " + length));
        } else {
            whole.tryComplete(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
        }
    }

    /// Whoever waits is told, and closes the connection; until then nothing more is read.
    private void refuse() {
        whole.tryFail(tooLarge(cap));
        response.pause();
        bytes = new byte[0];
        count = 0;
        cap = 0;
    }

    static VignetteException tooLarge(long cap) {
        return new VignetteException(ErrorCode.SOURCE_TOO_LARGE, "The source has more than " + cap + " bytes");
    }

    /// The announced length, -1 without one. The decoder has checked that it is a number.
    private static long contentLength(HttpClientResponse response) {
        String length = response.getHeader("Content-Length");
        return length == null ? -1 : Long.parseLong(length.strip());
    }
}
