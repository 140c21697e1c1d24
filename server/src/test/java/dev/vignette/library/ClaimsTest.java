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
import dev.vignette.storage.BlobStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What uploads hold while their files come, and nobody removes.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class ClaimsTest {
    private final TestClock clock = new TestClock();
    private final Database database;
    private final BlobStore blobs;
    private final Shelf shelf;

    ClaimsTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
        blobs = BlobStore.open(Settings.of(Map.of()).bind(BlobConfig.class), folder);
        shelf = new Shelf(database, blobs, Shelf.Terms.of(Duration.ofSeconds(1), Duration.ofSeconds(20)), clock);
    }

    @AfterEach
    void close() {
        blobs.close();
        database.close();
    }

    private int swept() {
        return shelf.sweep(clock.instant().minusSeconds(1), false, 10);
    }

    @Test
    void claims_closedWithoutImages_areSweptAtOnce() {
        try (var claims = shelf.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            claims.add("b".repeat(64), 1, () -> {});
            claims.add("a".repeat(64), 1, () -> {});
            assertThat(swept()).isZero();
        }
        assertThat(swept()).isEqualTo(2);
    }

    @Test
    void claims_ofWhatSomebodyElseClaimedToo_areLeftToThem() {
        var third = shelf.claims();
        try (var first = shelf.claims()) {
            first.add("a".repeat(64), 1, () -> {});
            try (var second = shelf.claims()) {
                second.add("a".repeat(64), 1, () -> {});
            }
            assertThat(swept()).isZero();
            third.add("a".repeat(64), 1, () -> {});
        }
        assertThat(swept()).isZero();
        third.close();
    }

    @Test
    void claims_ofOneUploadThatTakesLong_areAsYoungAsTheLast() {
        try (var claims = shelf.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            clock.advance(Duration.ofMillis(900));
            claims.add("b".repeat(64), 1, () -> {});
            clock.advance(Duration.ofMillis(900));
            claims.add("c".repeat(64), 1, () -> {});
            clock.advance(Duration.ofMillis(900));

            assertThat(swept()).isZero();
        }
    }

    @Test
    void claims_whileTheNextFileComes_doNotAge() {
        try (var claims = shelf.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMillis(400));
                claims.goOn();
                assertThat(swept()).isZero();
            }
        }
    }

    /// As when it is the last part of an upload that ends, while another upload of equal content is under way.
    @Test
    void claims_ofWhatWasInUse_stayWhenThatIsGone() {
        String file = "a".repeat(64);
        use(file);
        clock.advance(Duration.ofHours(1));
        try (var claims = shelf.claims()) {
            claims.add(file, 1, () -> {});
            clock.advance(Duration.ofMillis(400));
            database.write(handle -> {
                BlobRows.release(handle, file, clock.instant().minusSeconds(60));
                return 0;
            });
            assertThat(swept()).isZero();
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMillis(400));
                claims.goOn();
                assertThat(swept()).isZero();
            }
            assertThat(used(claims, file)).isTrue();
        }
    }

    @Test
    void claims_ofWhatAnotherUploadClaimedToo_doNotAgeEither() {
        String file = "a".repeat(64);
        try (var first = shelf.claims()) {
            first.add(file, 1, () -> {});
            try (var second = shelf.claims()) {
                second.add(file, 1, () -> {});
                for (int i = 0; i < 10; i++) {
                    clock.advance(Duration.ofMillis(400));
                    first.goOn();
                    assertThat(swept()).isZero();
                }
            }
            assertThat(swept()).isZero();
            assertThat(used(first, file)).isTrue();
        }
    }

    /// Its file was removed, and who adds one of equal content now may yet fail to.
    @Test
    void claims_thatCameTooLate_areNotThoseOfAnother() {
        String file = "a".repeat(64);
        try (var late = shelf.claims()) {
            late.add(file, 1, () -> {});
            clock.advance(Duration.ofSeconds(2));
            assertThat(swept()).isEqualTo(1);
            try (var next = shelf.claims()) {
                next.add(file, 1, () -> {});

                assertThat(used(late, file)).isFalse();
                assertThatThrownBy(late::goOn)
                        .isInstanceOfSatisfying(
                                VignetteException.class,
                                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.OVERLOADED));
                assertThat(used(next, file)).isTrue();
            }
        }
        assertThat(shelf.sweep(clock.instant().plusSeconds(1), false, 10)).isZero();
    }

    /// The store may do later what it did not answer.
    @Test
    void claims_whoseFileCouldNotBeAdded_areSweptAfterTheGraceTime() {
        try (var claims = shelf.claims()) {
            assertThatThrownBy(() -> claims.add("a".repeat(64), 1, () -> {
                        throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "no answer");
                    }))
                    .isInstanceOf(VignetteException.class);
        }
        assertThat(swept()).isZero();
        clock.advance(Duration.ofMillis(1001));
        assertThat(swept()).isEqualTo(1);
    }

    @Test
    void claims_closedByAThreadThatIsInterrupted_areSweptAtOnce() {
        try (var claims = shelf.claims()) {
            claims.add("a".repeat(64), 1, () -> {});
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(swept()).isEqualTo(1);
    }

    private void use(String file) {
        try (var claims = shelf.claims()) {
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
}
