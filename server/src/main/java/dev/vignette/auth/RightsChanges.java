package dev.vignette.auth;

import dev.vignette.database.Database;
import dev.vignette.error.VignetteException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Changes of roles and of the rights of subjects in the database: each in one transaction with its entry in the audit
/// log, and told to all servers.
public final class RightsChanges {
    /// Where the names of roles are told that changed.
    static final String ROLES = "roles";
    /// Where subjects are told whose rights changed.
    static final String SUBJECTS = "subjects";

    private static final int MOST_GRANTS = 1000;
    private static final Predicate<String> ROLE =
            Pattern.compile("[A-Za-z0-9_.-]{1,64}").asMatchPredicate();

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    RightsChanges(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// For a command, which changes rights and decides nothing.
    public static RightsChanges of(Database database, Clock clock) {
        return new RightsChanges(database, new Audit(clock), clock);
    }

    /// What is said of a subject, for a person to read.
    ///
    /// @param version that of the subject's rights, which a token may have as its `role_version`
    public record Subject(Set<String> roles, Set<String> teams, Map<String, Set<String>> grants, long version) {}

    /// Defines a role, in place of what it was before.
    ///
    /// @throws VignetteException `BAD_PARAMETER`
    public void define(Actor by, String role, Set<Permission> permissions) {
        requireName("ROLE", role, ROLE, "1 to 64 letters, digits, and any of _.-");
        List<String> texts = permissions.stream().map(Permission::text).sorted().toList();
        database.write(handle -> {
            handle.execute("INSERT INTO role (name) VALUES (?) ON CONFLICT DO NOTHING", role);
            handle.execute("DELETE FROM role_permission WHERE role = ?", role);
            texts.forEach(
                    text -> handle.execute("INSERT INTO role_permission (role, permission) VALUES (?, ?)", role, text));
            audit.record(handle, by, "role.define", "/roles/" + role, Map.of("permissions", texts));
            database.changes().publish(handle, ROLES, role);
            return null;
        });
    }

    /// Removes a role, and takes it from everybody.
    ///
    /// @return whether there was one
    public boolean remove(Actor by, String role) {
        return database.write(handle -> {
            boolean there = handle.execute("DELETE FROM role WHERE name = ?", role) > 0;
            if (there) {
                audit.record(handle, by, "role.remove", "/roles/" + role, Map.of());
                database.changes().publish(handle, ROLES, role);
            }
            return there;
        });
    }

    /// All roles and what they permit.
    public Map<String, Set<String>> roles() {
        return database.read(handle -> grouped(
                handle, "SELECT name, permission FROM role LEFT JOIN role_permission ON role = name", Map.of()));
    }

    /// Gives a role to a subject, or takes it away.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when there is no such role
    public void role(Actor by, String name, String role, boolean given) {
        String subject = subjectOf(name);
        database.write(handle -> {
            if (given) {
                requireRole(handle, role);
                handle.execute(
                        "INSERT INTO subject_role (subject, role) VALUES (?, ?) ON CONFLICT DO NOTHING", subject, role);
            } else {
                handle.execute("DELETE FROM subject_role WHERE subject = ? AND role = ?", subject, role);
            }
            return changed(handle, by, subject, given ? "role.give" : "role.take", Map.of("role", role));
        });
    }

    /// Makes a subject a member of a team, or no longer.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when the subject is in as many as a token can name
    public void team(Actor by, String name, String teamName, boolean member) {
        String subject = subjectOf(name);
        String team = Principal.normal(teamName);
        requireName("TEAM", team, ClaimsReader.NAME, "1 to 255 visible characters");
        database.write(handle -> {
            handle.execute(
                    member
                            ? "INSERT INTO subject_team (subject, team) VALUES (?, ?) ON CONFLICT DO NOTHING"
                            : "DELETE FROM subject_team WHERE subject = ? AND team = ?",
                    subject,
                    team);
            if (member) {
                requireFew(handle, "subject_team", subject, ClaimsReader.MOST_NAMES, "teams");
            }
            return changed(handle, by, subject, member ? "team.join" : "team.leave", Map.of("team", team));
        });
    }

    /// Grants a subject something on one image, or takes it back.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when the subject has a thousand already
    public void grant(Actor by, String name, String image, Permission permission, boolean given) {
        String subject = subjectOf(name);
        database.write(handle -> {
            handle.execute(
                    given
                            ? "INSERT INTO subject_grant (subject, image, permission) VALUES (?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING"
                            : "DELETE FROM subject_grant WHERE subject = ? AND image = ? AND permission = ?",
                    subject,
                    image,
                    permission.text());
            requireFew(handle, "subject_grant", subject, MOST_GRANTS, "grants");
            return changed(
                    handle,
                    by,
                    subject,
                    given ? "grant.give" : "grant.take",
                    Map.of("image", image, "permission", permission.text()));
        });
    }

    /// Refuses all tokens that the subject has by now, where rights are looked up.
    public void revoke(Actor by, String name) {
        String subject = subjectOf(name);
        database.write(handle -> {
            changed(handle, by, subject, "tokens.revoke", Map.of());
            return handle.execute(
                    "UPDATE subject_version SET accepted = version, revoked = ? WHERE subject = ?",
                    clock.millis(),
                    subject);
        });
    }

    /// What the database says of a subject.
    public Subject subject(String name) {
        String subject = Principal.normal(name);
        return database.read(handle -> new Subject(
                names(handle, "SELECT role FROM subject_role WHERE subject = :subject", subject),
                names(handle, "SELECT team FROM subject_team WHERE subject = :subject", subject),
                grouped(
                        handle,
                        "SELECT image AS name, permission FROM subject_grant WHERE subject = :subject",
                        Map.of("subject", subject)),
                handle.createQuery("SELECT version FROM subject_version WHERE subject = :subject")
                        .bind("subject", subject)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L)));
    }

    private int changed(Handle handle, Actor by, String subject, String action, Map<String, ?> detail) {
        int rows = handle.execute(
                "INSERT INTO subject_version (subject, version, accepted) VALUES (?, 1, 0)"
                        + " ON CONFLICT (subject) DO UPDATE SET version = subject_version.version + 1",
                subject);
        audit.record(handle, by, action, "/subjects/" + subject, detail);
        database.changes().publish(handle, SUBJECTS, subject);
        return rows;
    }

    private static Set<String> names(Handle handle, String query, String subject) {
        return new TreeSet<>(handle.createQuery(query)
                .bind("subject", subject)
                .mapTo(String.class)
                .list());
    }

    private static Map<String, Set<String>> grouped(Handle handle, String query, Map<String, String> bindings) {
        var grouped = new TreeMap<String, Set<String>>();
        handle.createQuery(query)
                .bindMap(bindings)
                .map((row, _) -> {
                    var permissions = grouped.computeIfAbsent(row.getString("name"), _ -> new TreeSet<>());
                    String permission = row.getString("permission");
                    return permission != null && permissions.add(permission);
                })
                .list();
        return grouped;
    }

    private static void requireRole(Handle handle, String role) {
        List<String> roles = handle.createQuery("SELECT name FROM role ORDER BY name")
                .mapTo(String.class)
                .list();
        if (!roles.contains(role)) {
            throw VignetteException.badParameter("ROLE", "There is no role " + role, roles);
        }
    }

    private static void requireFew(Handle handle, String table, String subject, int most, String what) {
        int rows = handle.createQuery("SELECT COUNT(*) FROM " + table + " WHERE subject = :subject")
                .bind("subject", subject)
                .mapTo(Integer.class)
                .one();
        if (rows > most) {
            throw VignetteException.badParameter(
                    "SUBJECT", "The subject has too many " + what, List.of("at most " + most));
        }
    }

    /// A subject as tokens are read.
    private static String subjectOf(String name) {
        String subject = Principal.normal(name);
        requireName("SUBJECT", subject, ClaimsReader.NAME, "1 to 255 visible characters");
        return subject;
    }

    private static void requireName(String parameter, String name, Predicate<String> form, String allowed) {
        if (!form.test(name)) {
            throw VignetteException.badParameter(parameter, "This is no usable name", List.of(allowed));
        }
    }
}
