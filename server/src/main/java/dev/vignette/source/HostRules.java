package dev.vignette.source;

import java.util.List;

/// Which hosts may be named, whatever they resolve to. A rule is a host, or `*.suffix` for every name below the suffix
/// (not for the suffix itself).
///
/// @param allowed when not empty, only these
/// @param denied never these
record HostRules(List<String> allowed, List<String> denied) {
    /// @throws IllegalArgumentException when a rule is no host
    HostRules {
        allowed = allowed.stream().map(HostRules::canonical).toList();
        denied = denied.stream().map(HostRules::canonical).toList();
    }

    /// @param host in canonical form
    boolean permits(String host) {
        return (allowed.isEmpty() || matches(allowed, host)) && !matches(denied, host);
    }

    private static boolean matches(List<String> rules, String host) {
        return rules.stream()
                .anyMatch(rule -> rule.startsWith("*.") ? host.endsWith(rule.substring(1)) : rule.equals(host));
    }

    private static String canonical(String rule) {
        String prefix = rule.startsWith("*.") ? "*." : "";
        return HostName.canonical(rule.substring(prefix.length()))
                .map(host -> prefix + host)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + rule + "' is not a host such as example.com or *.example.com"));
    }
}
