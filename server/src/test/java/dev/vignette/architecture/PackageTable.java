package dev.vignette.architecture;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which package of `dev.vignette` may depend on which. `docs/architecture.md` holds the same table with the purpose
/// of each; a test compares the two. The root package, where everything is started and wired, is not in the table: it
/// may use everything.
final class PackageTable {
    /// In place of the names: every package, the root too.
    static final String EVERYTHING = "everything";

    static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

    static {
        row("error");
        row("config");
        row("telemetry", "error", "config");
        row("image", "error", "config");
        row("options", "image", "error", "config");
        row("probe", "image", "error", "config");
        row("metadata", "probe", "image", "error", "config");
        row("database", "error", "telemetry", "config");
        row("jobs", "database", "error", "telemetry", "config");
        row("storage", "error", "telemetry", "config");
        row("source", "storage", "image", "error", "telemetry", "config");
        row("transform", "vips", "jpeg", "options", "probe", "image", "error", "telemetry", "config");
        row("cache", "storage", "image", "error", "telemetry", "config");
        row("http", "error", "telemetry", "config");
        row("contract", "error", "config");
        row("auth", "http", "database", "error", "telemetry", "config");
        row(
                "delivery",
                "options",
                "probe",
                "metadata",
                "source",
                "transform",
                "cache",
                "http",
                "auth",
                "image",
                "error",
                "telemetry",
                "config");
        row(
                "library",
                "contract",
                "delivery",
                "database",
                "auth",
                "http",
                "cache",
                "transform",
                "source",
                "storage",
                "metadata",
                "probe",
                "options",
                "image",
                "error",
                "telemetry",
                "config");
        row(
                "work",
                "library",
                "jobs",
                "contract",
                "delivery",
                "database",
                "auth",
                "http",
                "cache",
                "source",
                "storage",
                "options",
                "image",
                "error",
                "telemetry",
                "config");
        row("vips");
        row("jpeg");
    }

    private PackageTable() {}

    /// @param from a package's name below the root, empty for the root itself
    static boolean allows(String from, String to) {
        Set<String> allowed = ALLOWED.getOrDefault(from, Set.of());
        return from.equals(to) || from.isEmpty() || allowed.contains(to) || allowed.contains(EVERYTHING);
    }

    private static void row(String name, String... allowed) {
        ALLOWED.put(name, new LinkedHashSet<>(List.of(allowed)));
    }
}
