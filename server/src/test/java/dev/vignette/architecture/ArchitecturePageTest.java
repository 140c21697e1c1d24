package dev.vignette.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of `docs/architecture.md` is the table that the rules hold.
final class ArchitecturePageTest {
    private static final Path PAGE = Path.of("..", "docs", "architecture.md");

    /// A row of the table: the package, its purpose, the packages it may depend on.
    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\| [^|]+ \\| ([^|]+) \\|");

    @Test
    void table_comparedWithRules_isTheSame() throws IOException {
        Map<String, Set<String>> documented = new LinkedHashMap<>();
        Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Packages"))
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> documented.put(row.group(1), names(row.group(2))));

        assertThat(documented)
                .as("the table of packages in docs/architecture.md")
                .isEqualTo(PackageTable.ALLOWED);
    }

    private static Set<String> names(String cell) {
        return Arrays.stream(cell.split(","))
                .map(String::strip)
                .filter(name -> !name.equals("–"))
                .collect(Collectors.toSet());
    }
}
