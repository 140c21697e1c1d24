package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is told of changes within a process.
@Timeout(180)
final class ChangesTest {
    @ParameterizedTest
    @EnumSource
    void publish_committed_isToldBeforeTheWriteReturns(Dialect dialect, @TempDir Path folder) {
        try (var database = TestDatabases.open(dialect, folder)) {
            var images = new Heard();
            var others = new Heard();
            database.changes().subscribe("image", images);
            database.changes().subscribe("role", others);

            for (int i = 0; i < 3; i++) {
                String text = "id " + i;
                var _ = database.<Boolean>write(handle -> {
                    database.changes().publish(handle, "image", text);
                    return true;
                });
                assertThat(images.changes()).hasSize(i + 1).endsWith(text);
            }
            assertThat(others.changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void publish_undone_isNotTold(Dialect dialect, @TempDir Path folder) {
        try (var database = TestDatabases.open(dialect, folder)) {
            var heard = new Heard();
            database.changes().subscribe("image", heard);

            assertThatThrownBy(() -> database.write(handle -> {
                        database.changes().publish(handle, "image", "a");
                        throw new VignetteException(ErrorCode.EXPIRED, "on purpose");
                    }))
                    .isInstanceOf(VignetteException.class);

            assertThat(heard.changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void publish_aListenerFails_theChangeAndTheOthersDoNot(Dialect dialect, @TempDir Path folder) {
        try (var database = TestDatabases.open(dialect, folder)) {
            var heard = new Heard();
            database.changes().subscribe("image", new Heard() {
                @Override
                public void changed(String payload) {
                    throw new IllegalStateException("on purpose");
                }
            });
            database.changes().subscribe("image", heard);

            boolean done = database.write(handle -> {
                database.changes().publish(handle, "image", "a");
                return true;
            });

            assertThat(done).isTrue();
            assertThat(heard.changes()).containsExactly("a");
        }
    }
}
