package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Two that sweep the same store, as two servers do.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class ShelfTest {
    private static final int MOST = 10;
    private static final Shelf.Terms TERMS = Shelf.Terms.of(Duration.ofSeconds(1), Duration.ofSeconds(20));

    private final TestClock clock = new TestClock();
    private final Database database;
    private final BlobStore blobs;
    private final SlowToDelete slow;
    private final Shelf one;
    private final Shelf other;

    ShelfTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
        blobs = BlobStore.open(Settings.of(Map.of()).bind(BlobConfig.class), folder);
        slow = new SlowToDelete(blobs);
        one = new Shelf(database, slow, TERMS, clock);
        other = new Shelf(database, blobs, TERMS, clock);
    }

    @AfterEach
    void close() {
        slow.released.countDown();
        blobs.close();
        database.close();
    }

    @Test
    void sweep_whileAnotherRemovesTheSame_leavesItAlone() throws Exception {
        String file = add();
        clock.advance(Duration.ofSeconds(2));
        var sweeping = CompletableFuture.supplyAsync(() -> one.sweep(before(), false, MOST));
        assertThat(slow.reached.await(60, TimeUnit.SECONDS)).isTrue();
        clock.advance(TERMS.removal().minusSeconds(5));

        assertThat(other.sweep(before(), false, MOST)).isZero();
        var adding = CompletableFuture.supplyAsync(this::add);
        assertThat(claimed(file)).as("nobody adds it while it is removed").isFalse();
        slow.released.countDown();

        assertThat(sweeping.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(adding.get(60, TimeUnit.SECONDS)).isEqualTo(file);
        assertThat(blobs.find(new BlobKey(file))).isPresent();
        assertThat(claimed(file)).isTrue();
    }

    @Test
    void sweep_removalThatWasGivenUpLongAgo_isFollowedByAnother() throws Exception {
        String file = add();
        clock.advance(Duration.ofSeconds(2));
        var sweeping = CompletableFuture.supplyAsync(() -> one.sweep(before(), false, MOST));
        assertThat(slow.reached.await(60, TimeUnit.SECONDS)).isTrue();

        clock.advance(TERMS.removal().plusSeconds(1));

        assertThat(other.sweep(before(), false, MOST)).isEqualTo(1);
        assertThat(blobs.find(new BlobKey(file))).isEmpty();
        slow.released.countDown();
        assertThat(sweeping.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /// As when the process of who removes it has ended.
    @Test
    void claim_afterARemovalThatWasGivenUp_isThereWithinMinutes() {
        assertThat(TERMS.removal()).isEqualTo(Duration.ofMinutes(2));
        String file = add();
        clock.advance(Duration.ofSeconds(2));
        var leave = new BlobRows.Leave(clock.instant().plus(TERMS.removal()), before(), clock.millis());
        assertThat(database.<Boolean>write(handle -> BlobRows.leave(handle, file, leave)))
                .isTrue();

        clock.advance(TERMS.removal().minusMillis(1));
        assertThat(claimed(file)).isFalse();
        clock.advance(Duration.ofMillis(2));

        BlobRows.Claim claim = claim(file).orElseThrow();
        assertThat(add()).isEqualTo(file);
        assertThat(database.<Integer>write(handle -> BlobRows.gone(handle, file, leave)))
                .as("who gave it up comes too late")
                .isZero();
        assertThat(other.sweep(before(), false, MOST)).isZero();
        assertThat(blobs.find(new BlobKey(file))).isPresent();
        assertThat(database.<Boolean>write(handle -> BlobRows.use(handle, claim)))
                .isTrue();
    }

    @Test
    void sweep_byOneThatStoodStill_leavesTheFileAlone() {
        String file = add();
        clock.advance(Duration.ofSeconds(2));
        var asked = new AtomicInteger();
        Clock late = new Clock() {
            @Override
            public Instant instant() {
                return asked.incrementAndGet() < 3
                        ? clock.instant()
                        : clock.instant().plus(TERMS.removal());
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };

        assertThat(new Shelf(database, blobs, TERMS, late).sweep(before(), false, MOST))
                .isZero();
        assertThat(blobs.find(new BlobKey(file))).isPresent();
    }

    @Test
    void sweep_alone_waitsForNobody() throws Exception {
        String file = add();
        clock.advance(Duration.ofSeconds(2));
        var sweeping = CompletableFuture.supplyAsync(() -> one.sweep(before(), false, MOST));
        assertThat(slow.reached.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(other.sweep(before(), true, MOST)).isEqualTo(1);
        assertThat(blobs.find(new BlobKey(file))).isEmpty();
        slow.released.countDown();
        assertThat(sweeping.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    }

    private Instant before() {
        return clock.instant().minusSeconds(1);
    }

    private String add() {
        try (var writer = blobs.write()) {
            writer.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            String sha256 = writer.key().sha256();
            var _ = other.claim(sha256, writer.bytes());
            var _ = writer.commit();
            return sha256;
        }
    }

    private Optional<BlobRows.Claim> claim(String file) {
        return database.write(handle -> BlobRows.claim(handle, file, 3, clock.instant()));
    }

    private boolean claimed(String file) {
        return claim(file).isPresent();
    }
}
