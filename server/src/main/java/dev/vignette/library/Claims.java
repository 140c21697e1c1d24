package dev.vignette.library;

import dev.vignette.database.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The contents that one upload puts on the shelf. What no image has when it is closed is given back: the next sweep
/// removes it, unless somebody else relies on it.
final class Claims implements AutoCloseable {
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
    /// @param commit adds it to the store
    void add(String sha256, long bytes, Runnable commit) {
        claims.add(shelf.claim(sha256, bytes));
        if (claims.size() == 1) {
            renewed = clock.instant();
        }
        commit.run();
        if (claims.size() > 1) {
            renew(); // the others, which are older than it took this one to come
        }
    }

    /// To be called again and again while the next file comes, however long that takes.
    void goOn() {
        if (!claims.isEmpty()
                && clock.instant().isAfter(renewed.plus(shelf.terms().renewal()))) {
            renew();
        }
    }

    private void renew() {
        Instant now = clock.instant();
        renewed = now;
        claims = new ArrayList<>(database.write(handle ->
                claims.stream().map(claim -> BlobRows.renew(handle, claim, now)).toList()));
    }

    /// Images have them.
    void kept() {
        claims.clear();
    }

    @Override
    public void close() {
        if (!claims.isEmpty()) {
            database.write(handle -> {
                claims.reversed().forEach(claim -> BlobRows.giveBack(handle, claim));
                return claims.size();
            });
            claims.clear();
        }
    }
}
