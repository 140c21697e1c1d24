package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostRulesTest {
    @Test
    void permits_noRules_isTrue() {
        assertThat(new HostRules(List.of(), List.of()).permits("example.com")).isTrue();
    }

    @Test
    void permits_deniedHost_isFalseForItAlone() {
        var rules = new HostRules(List.of(), List.of("Bad.example", "*.evil.example", "10.1.2.3"));

        assertThat(rules.permits("bad.example")).isFalse();
        assertThat(rules.permits("x.bad.example")).isTrue();
        assertThat(rules.permits("a.b.evil.example")).isFalse();
        assertThat(rules.permits("evil.example")).isTrue();
        assertThat(rules.permits("notevil.example")).isTrue();
        assertThat(rules.permits("10.1.2.3")).isFalse();
    }

    @Test
    void permits_allowedHosts_isTrueForThemUnlessDenied() {
        var rules = new HostRules(List.of("*.bücher.example"), List.of("x.xn--bcher-kva.example"));

        assertThat(rules.permits("a.xn--bcher-kva.example")).isTrue();
        assertThat(rules.permits("x.xn--bcher-kva.example")).isFalse();
        assertThat(rules.permits("example.com")).isFalse();
    }
}
