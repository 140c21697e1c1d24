package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
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

    @Test
    void claims_closedWithoutImages_areSweptAtOnce() {
        try (var claims = other.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            claims.add("b".repeat(64), 1, () -> {});
            claims.add("a".repeat(64), 1, () -> {});
            assertThat(other.sweep(before(), false, MOST)).isZero();
        }
        assertThat(other.sweep(before(), false, MOST)).isEqualTo(2);
    }

    @Test
    void claims_ofWhatSomebodyElseClaimedToo_areLeftToThem() {
        var third = other.claims();
        try (var first = other.claims()) {
            first.add("a".repeat(64), 1, () -> {});
            try (var second = other.claims()) {
                second.add("a".repeat(64), 1, () -> {});
            }
            assertThat(other.sweep(before(), false, MOST)).isZero();
            third.add("a".repeat(64), 1, () -> {});
        }
        assertThat(other.sweep(before(), false, MOST)).isZero();
        third.close();
    }

    @Test
    void claims_ofOneUploadThatTakesLong_areAsYoungAsTheLast() {
        try (var claims = other.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            clock.advance(Duration.ofMillis(900));
            claims.add("b".repeat(64), 1, () -> {});
            clock.advance(Duration.ofMillis(900));
            claims.add("c".repeat(64), 1, () -> {});
            clock.advance(Duration.ofMillis(900));

            assertThat(other.sweep(before(), false, MOST)).isZero();
        }
    }

    @Test
    void claims_whileTheNextFileComes_doNotAge() {
        try (var claims = other.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMillis(400));
                claims.goOn();
                assertThat(other.sweep(before(), false, MOST)).isZero();
            }
        }
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

    /// As when it is the last part of an upload that ends, while another upload of equal content is under way.
    @Test
    void claims_ofWhatWasInUse_stayWhenThatIsGone() {
        String file = "a".repeat(64);
        use(file);
        clock.advance(Duration.ofHours(1));
        try (var claims = other.claims()) {
            claims.add(file, 1, () -> {});
            clock.advance(Duration.ofMillis(400));
            database.write(handle -> {
                BlobRows.release(handle, file, clock.instant().minusSeconds(60));
                return 0;
            });
            assertThat(other.sweep(before(), false, MOST)).isZero();
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMillis(400));
                claims.goOn();
                assertThat(other.sweep(before(), false, MOST)).isZero();
            }
            assertThat(used(claims, file)).isTrue();
        }
    }

    @Test
    void claims_ofWhatAnotherUploadClaimedToo_doNotAgeEither() {
        String file = "a".repeat(64);
        try (var first = other.claims()) {
            first.add(file, 1, () -> {});
            try (var second = other.claims()) {
                second.add(file, 1, () -> {});
                for (int i = 0; i < 10; i++) {
                    clock.advance(Duration.ofMillis(400));
                    first.goOn();
                    assertThat(other.sweep(before(), false, MOST)).isZero();
                }
            }
            assertThat(other.sweep(before(), false, MOST)).isZero();
            assertThat(used(first, file)).isTrue();
        }
    }

    /// Its file was removed, and who adds one of equal content now may yet fail to.
    @Test
    void claims_thatCameTooLate_areNotThoseOfAnother() {
        String file = "a".repeat(64);
        try (var late = other.claims()) {
            late.add(file, 1, () -> {});
            clock.advance(Duration.ofSeconds(2));
            assertThat(other.sweep(before(), false, MOST)).isEqualTo(1);
            try (var next = other.claims()) {
                next.add(file, 1, () -> {});

                assertThat(used(late, file)).isFalse();
                assertThatThrownBy(late::goOn)
                        .isInstanceOfSatisfying(
                                VignetteException.class,
                                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.OVERLOADED));
                assertThat(used(next, file)).isTrue();
            }
        }
        assertThat(other.sweep(clock.instant().plusSeconds(1), false, MOST)).isZero();
    }

    /// The store may do later what it did not answer.
    @Test
    void claims_whoseFileCouldNotBeAdded_areSweptAfterTheGraceTime() {
        try (var claims = other.claims()) {
            assertThatThrownBy(() -> claims.add("a".repeat(64), 1, () -> {
                        throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "no answer");
                    }))
                    .isInstanceOf(VignetteException.class);
        }
        assertThat(other.sweep(before(), false, MOST)).isZero();
        clock.advance(Duration.ofMillis(1001));
        assertThat(other.sweep(before(), false, MOST)).isEqualTo(1);
    }

    @Test
    void claims_closedByAThreadThatIsInterrupted_areSweptAtOnce() {
        try (var claims = other.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.sweep(before(), false, MOST)).isEqualTo(1);
    }

    private void use(String file) {
        try (var claims = other.claims()) {
            claims.add(file, 1, () -> {});
            assertThat(used(claims, file)).isTrue();
            claims.kept();
        }
    }

    private boolean used(Claims claims, String file) {
        try {
            return database.write(handle -> {
                claims.use(handle, file);
                return true;
            });
        } catch (VignetteException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
            return false;
        }
    }

    private Optional<BlobRows.Claim> claim(String file) {
        return database.write(handle -> BlobRows.claim(handle, file, 3, clock.instant()));
    }

    private boolean claimed(String file) {
        return claim(file).isPresent();
    }
}
