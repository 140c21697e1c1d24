package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LibraryWiringTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void orClosed_laterStepFails_closesWhatWasOpenedTheLastFirst() {
        assertThatThrownBy(() -> LibraryWiring.orClosed(
                        () -> closed.add("database"),
                        () -> LibraryWiring.orClosed(
                                () -> {
                                    closed.add("blobs");
                                    throw new IllegalStateException("cannot be closed");
                                },
                                () -> {
                                    throw new AssertionError("on purpose");
                                })))
                .isInstanceOf(AssertionError.class)
                .hasSuppressedException(new IllegalStateException("cannot be closed"));
        assertThat(closed).containsExactly("blobs", "database");
    }

    @Test
    void orClosed_allIsWell_closesNothing() {
        assertThat(LibraryWiring.<String>orClosed(() -> closed.add("database"), () -> "library"))
                .isEqualTo("library");
        assertThat(closed).isEmpty();
    }
}
