package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The tables of docs/operations.md against what a server that has worked tells of itself.
final class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");

    /// As in `| `vignette_stage_seconds` | histogram |`.
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (?:counter|gauge|histogram|summary) \\|");

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

    @Test
    void tables_comparedWithAScrape_areTheSame() throws IOException {
        Set<String> documented = names(ROW, Files.readString(PAGE));
        Set<String> told;
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8));
            assertThat(server.get(server.thumb("/a.jpg", "w=4")).statusCode()).isEqualTo(200);
            assertThat(server.wiring.library()).as("which brings the jobs").isNotNull();
            Waiting.until(() -> server.scrape().contains("route=\"/thumb\""));
            told = names(TYPE, server.scrape());
        }

        assertThat(documented.stream().filter(MetricsPageTest::ours))
                .containsExactlyInAnyOrderElementsOf(
                        told.stream().filter(MetricsPageTest::ours).toList());
        documented.remove("jvm_gc_pause_seconds"); // there from the first collection on
        assertThat(told).as("those of the process").containsAll(documented);
    }

    /// Maxima over the last minutes come with each histogram.
    private static boolean ours(String name) {
        return name.startsWith("vignette_") && !name.endsWith("_max");
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
