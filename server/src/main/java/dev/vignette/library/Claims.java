package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.ClearingAway;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The contents that one upload puts on the shelf. What no image has when it is closed is given back: the next sweep
/// removes it, unless somebody else relies on it.
final class Claims implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final Shelf shelf;
    private final Database database;
    private final Clock clock;
    private List<BlobRows.Claim> claims = new ArrayList<>();
    private Instant renewed = Instant.MIN;

    Claims(Shelf shelf, Database database, Clock clock) {
        this.shelf = shelf;
        this.database = database;
        this.clock = clock;
    }

    /// Puts a file into the store. It is there, durable and claimed, when this returns.
    ///
    /// @param commit adds it to the store. When it fails the file may be there all the same, or come later, as when
    ///     the store's answer was lost; so it is not given back, and a sweep looks for it after the grace time
    void add(String sha256, long bytes, Runnable commit) {
        Optional<BlobRows.Claim> own = last(sha256); // the same file may be there twice
        BlobRows.Claim claim = own.orElseGet(() -> shelf.claim(sha256, bytes));
        if (claims.isEmpty()) {
            renewed = clock.instant();
        }
        claims.remove(claim);
        commit.run();
        claims.add(claim);
        if (claims.size() > 1) {
            renew(); // the others, which are older than it took this one to come
        }
    }

    /// To be called again and again while the next file comes, however long that takes.
    ///
    /// @throws VignetteException `OVERLOADED` when a file was removed since it was claimed
    void goOn() {
        if (!claims.isEmpty()
                && clock.instant().isAfter(renewed.plus(shelf.terms().renewal()))) {
            renew();
        }
    }

    private void renew() {
        Instant now = clock.instant();
        renewed = now;
        claims = new ArrayList<>(database.write(handle -> claims.stream()
                .map(claim -> BlobRows.renew(handle, claim, now).orElseThrow(Claims::late))
                .toList()));
    }

    /// Until the transaction ends nobody removes a content. To be called before something is written that cannot be
    /// without it.
    ///
    /// @return false when its file was removed since it was claimed, or is about to be
    boolean hold(Handle handle, String sha256) {
        return BlobRows.hold(handle, claimOf(sha256));
    }

    /// Something refers to a content from now on, in a transaction.
    ///
    /// @throws VignetteException `OVERLOADED` when its file was removed since it was claimed
    void use(Handle handle, String sha256) {
        if (!BlobRows.use(handle, claimOf(sha256))) {
            throw late();
        }
    }

    private BlobRows.Claim claimOf(String sha256) {
        return last(sha256).orElseThrow(() -> new IllegalStateException("nobody claimed " + sha256));
    }

    private Optional<BlobRows.Claim> last(String sha256) {
        return claims.stream().filter(claim -> claim.sha256().equals(sha256)).reduce((_, last) -> last);
    }

    static VignetteException late() {
        return new VignetteException(ErrorCode.OVERLOADED, "It took longer than its file was kept for");
    }

    /// Images have them.
    void kept() {
        claims.clear();
    }

    /// Also when the thread is interrupted, as it is when a client leaves. What cannot be given back stays for the
    /// grace time.
    @Override
    public void close() {
        if (claims.isEmpty()) {
            return;
        }
        try {
            ClearingAway.regardless(() -> database.write(handle -> {
                claims.reversed().forEach(claim -> BlobRows.giveBack(handle, claim));
                return claims.size();
            }));
        } catch (VignetteException e) {
            LOG.warn("{} files that nobody keeps stay for the grace time", claims.size(), e);
        }
        claims.clear();
    }
}
