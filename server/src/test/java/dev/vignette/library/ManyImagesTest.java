package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.Scope;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.image.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Filters that many images pass one by one, and few or none together: the lists that walk furthest.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class ManyImagesTest {
    private final Dialect dialect;
    private final Path folder;

    ManyImagesTest(Dialect dialect, @TempDir Path folder) {
        this.dialect = dialect;
        this.folder = folder;
    }

    @Test
    void page_filtersWithLittleInCommon_showsTheVeryImages() {
        try (Database database = TestDatabases.open(dialect, folder)) {
            ManyImages.insert(database, 5_000);
            ManyImages.insertFarApart(database);

            assertThat(page(database, "", List.of("even", "odd"), Optional.empty()))
                    .isEmpty();
            assertThat(page(database, "team3", List.of("tag5"), Optional.empty()))
                    .isEmpty();
            assertThat(page(database, "team3", List.of(), Optional.of(Format.WEBP)))
                    .isEmpty();
            assertThat(page(database, "", List.of("even"), Optional.of(Format.WEBP)))
                    .hasSize(51)
                    .allMatch(image -> image.content().bytes() % 2 == 0);
            long first = page(database, "", List.of("even"), Optional.empty())
                    .getFirst()
                    .modified()
                    .toEpochMilli();
            assertThat(page(database, "", List.of(), Optional.of(Format.WEBP)))
                    .hasSize(51)
                    .allMatch(image -> image.modified().toEpochMilli() < first);
        }
    }

    /// The one that was changed last first, and one more than the page has.
    private static List<StoredImage> page(Database database, String team, List<String> tags, Optional<Format> format) {
        var filter = new ImageFilter(
                Optional.empty(),
                Optional.of(team).filter(name -> !name.isEmpty()),
                tags,
                format,
                Optional.empty(),
                Optional.empty(),
                new Sort.Span(Optional.empty(), Optional.empty()));
        var query = new ListQuery(filter, new Sort(Sort.Key.MODIFIED, true), 50, Optional.empty());
        return database.read(handle -> ImageRows.page(handle, query, new Scope.Everything()));
    }
}
