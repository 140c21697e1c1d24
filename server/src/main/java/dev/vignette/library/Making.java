package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.ClearingAway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One at a time makes an image of an upload that came in pieces: reading all of it anew is dear. Who does so holds
/// the upload for some time, and for longer while the reading goes on, so one that ended without a word is soon
/// followed by another.
final class Making implements AutoCloseable {
    static final Duration HELD = Duration.ofMinutes(2);
    private static final Duration RENEWED = HELD.dividedBy(4);

    private static final Logger LOG = LoggerFactory.getLogger(Making.class);

    private final Database database;
    private final Clock clock;
    private final ImageId upload;
    private Instant until = Instant.EPOCH;

    Making(Database database, Clock clock, ImageId upload) {
        this.database = database;
        this.clock = clock;
        this.upload = upload;
    }

    /// @return false while somebody else makes it
    boolean begin() {
        Instant now = clock.instant();
        Instant then = now.plus(HELD);
        // What is held by nobody is held until before now.
        boolean begun = database.write(handle -> ResumableRows.hold(handle, upload, now.minusMillis(1), now, then));
        if (begun) {
            until = then;
        }
        return begun;
    }

    /// To be called again and again while it goes on.
    ///
    /// @throws VignetteException `CONFLICT` when somebody else makes it by now
    void goOn() {
        Instant now = clock.instant();
        if (now.isAfter(until.minus(HELD).plus(RENEWED))) {
            Instant then = now.plus(HELD);
            if (!database.write(handle -> ResumableRows.hold(handle, upload, until, now, then))) {
                throw new VignetteException(ErrorCode.CONFLICT, "Another request completes this upload");
            }
            until = then;
        }
    }

    /// Lets go of it, whatever has become of it. When that fails it is held until the time is over.
    @Override
    public void close() {
        try {
            ClearingAway.regardless(() -> database.write(handle -> ResumableRows.letGo(handle, upload, until)));
        } catch (VignetteException e) {
            LOG.warn("upload {} is held until {}", upload, until, e);
        }
    }
}
