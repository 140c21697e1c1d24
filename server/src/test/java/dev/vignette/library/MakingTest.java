package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Two requests that would make an image of the same upload.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class MakingTest {
    private final TestClock clock = new TestClock();
    private final Database database;
    private final Making one;
    private final Making other;

    MakingTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
        var id = ImageId.at(clock.instant());
        var expires = clock.instant().plus(Duration.ofDays(1));
        database.write(handle -> {
            ResumableRows.insert(
                    handle, new Resumable(id, "ann", 1, 0, "", expires, Optional.empty(), Optional.empty()));
            return 0;
        });
        one = new Making(database, clock, id);
        other = new Making(database, clock, id);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void begin_whileAnotherGoesOn_isRefused() {
        assertThat(one.begin()).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(other.begin()).isFalse();
            clock.advance(Making.HELD.dividedBy(2));
            one.goOn();
        }
        assertThat(other.begin()).isFalse();
        one.close();
        assertThat(other.begin()).isTrue();
    }

    @Test
    void goOn_afterAnotherTookOver_isAConflict() {
        assertThat(one.begin()).isTrue();
        clock.advance(Making.HELD.plusMillis(1));
        assertThat(other.begin()).isTrue();

        assertThatThrownBy(one::goOn)
                .isInstanceOf(VignetteException.class)
                .hasMessageContaining("Another request completes this upload");
        one.close();
        assertThat(one.begin()).as("the other still holds it").isFalse();
    }
}
