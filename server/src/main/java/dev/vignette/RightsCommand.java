package dev.vignette;

import dev.vignette.auth.Actor;
import dev.vignette.auth.Audit;
import dev.vignette.auth.Permission;
import dev.vignette.auth.RightsChanges;
import dev.vignette.cache.CacheConfig;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.error.VignetteException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vignette rights`: roles, and the rights of subjects, in the database; also that of a server that runs.
@Command(
        name = "rights",
        description =
                "Roles and rights in the database, and who did what. What is given to single subjects counts where "
                        + "VIGNETTE_AUTH_STRATEGY is live.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RightsCommand {
    private static final int PAGE = 1000;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "roles", description = "List the roles and what they permit.", mixinStandardHelpOptions = true)
    void roles() {
        with(database -> changes(database)
                .roles()
                .forEach((role, permissions) -> out().println(role + ": " + String.join(" ", permissions))));
    }

    @Command(
            name = "define",
            description = "Define a role, in place of what it was before.",
            mixinStandardHelpOptions = true)
    void define(
            @Parameters(paramLabel = "ROLE") String role,
            @Parameters(paramLabel = "PERMISSION", arity = "0..*") List<String> permissions) {
        var named = EnumSet.noneOf(Permission.class);
        permissions.forEach(text -> named.add(permission(text)));
        with(database -> changes(database).define(Actor.local(), role, named));
    }

    @Command(name = "remove", description = "Remove a role.", mixinStandardHelpOptions = true)
    void remove(@Parameters(paramLabel = "ROLE") String role) {
        with(database -> {
            if (!changes(database).remove(Actor.local(), role)) {
                throw VignetteException.badParameter("ROLE", "There is no role " + role, List.of());
            }
        });
    }

    @Command(name = "give", description = "Give a role to a subject.", mixinStandardHelpOptions = true)
    void give(@Parameters(paramLabel = "SUBJECT") String subject, @Parameters(paramLabel = "ROLE") String role) {
        with(database -> changes(database).role(Actor.local(), subject, role, true));
    }

    @Command(name = "take", description = "Take a role from a subject.", mixinStandardHelpOptions = true)
    void take(@Parameters(paramLabel = "SUBJECT") String subject, @Parameters(paramLabel = "ROLE") String role) {
        with(database -> changes(database).role(Actor.local(), subject, role, false));
    }

    @Command(name = "join", description = "Make a subject a member of a team.", mixinStandardHelpOptions = true)
    void join(@Parameters(paramLabel = "SUBJECT") String subject, @Parameters(paramLabel = "TEAM") String team) {
        with(database -> changes(database).team(Actor.local(), subject, team, true));
    }

    @Command(name = "leave", description = "Take a subject out of a team.", mixinStandardHelpOptions = true)
    void leave(@Parameters(paramLabel = "SUBJECT") String subject, @Parameters(paramLabel = "TEAM") String team) {
        with(database -> changes(database).team(Actor.local(), subject, team, false));
    }

    @Command(name = "grant", description = "Permit a subject something on one image.", mixinStandardHelpOptions = true)
    void grant(
            @Parameters(paramLabel = "SUBJECT") String subject,
            @Parameters(paramLabel = "IMAGE") String image,
            @Parameters(paramLabel = "PERMISSION") String text) {
        with(database -> changes(database).grant(Actor.local(), subject, image, permission(text), true));
    }

    @Command(name = "withdraw", description = "Take back what was permitted by grant.", mixinStandardHelpOptions = true)
    void withdraw(
            @Parameters(paramLabel = "SUBJECT") String subject,
            @Parameters(paramLabel = "IMAGE") String image,
            @Parameters(paramLabel = "PERMISSION") String text) {
        with(database -> changes(database).grant(Actor.local(), subject, image, permission(text), false));
    }

    @Command(
            name = "revoke",
            description = "Refuse the tokens that a subject has by now.",
            mixinStandardHelpOptions = true)
    void revoke(@Parameters(paramLabel = "SUBJECT") String subject) {
        with(database -> changes(database).revoke(Actor.local(), subject));
    }

    @Command(name = "show", description = "Show the rights of a subject.", mixinStandardHelpOptions = true)
    void show(@Parameters(paramLabel = "SUBJECT") String name) {
        with(database -> {
            var subject = changes(database).subject(name);
            out().println("version: " + subject.version());
            out().println("roles: " + String.join(" ", subject.roles()));
            out().println("teams: " + String.join(", ", subject.teams()));
            subject.grants()
                    .forEach((image, permissions) ->
                            out().println("image " + image + ": " + String.join(" ", permissions)));
        });
    }

    @Command(
            name = "audit",
            description = "Print who did what, a line of JSON each, oldest first.",
            mixinStandardHelpOptions = true)
    void audit() {
        with(database -> {
            long last = 0;
            List<Audit.Entry> page;
            do {
                long from = last;
                page = database.read(handle -> Audit.after(handle, from, Instant.EPOCH, PAGE));
                page.forEach(entry -> out().println(entry.json()));
                last = page.isEmpty() ? last : page.getLast().id();
            } while (page.size() == PAGE);
        });
    }

    private static Permission permission(String text) {
        return Permission.parse(text)
                .orElseThrow(() -> VignetteException.badParameter("PERMISSION", text + " is none", Permission.names()));
    }

    private static RightsChanges changes(Database database) {
        return RightsChanges.of(database, Clock.systemUTC());
    }

    private static void with(Consumer<Database> work) {
        var settings = Settings.load(System.getenv());
        try (var database = Database.open(
                settings.bind(DatabaseConfig.class),
                settings.bind(CacheConfig.class).dataDir())) {
            work.accept(database);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
