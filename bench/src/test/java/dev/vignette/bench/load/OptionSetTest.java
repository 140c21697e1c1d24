package dev.vignette.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OptionSetTest {
    @Test
    void standard_names_areDistinctAndFreeOfTheListSeparator() {
        assertThat(OptionSet.standard())
                .extracting(OptionSet::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).doesNotContain(","));
    }

    @Test
    void parse_nameAndOptions_splitsAtTheFirstEquals() {
        OptionSet set = OptionSet.parse("small=-Xmx64m -XX:MaxDirectMemorySize=64m");

        assertThat(set.name()).isEqualTo("small");
        assertThat(set.options()).containsExactly("-Xmx64m", "-XX:MaxDirectMemorySize=64m");
    }
}
