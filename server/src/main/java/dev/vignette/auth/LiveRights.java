package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.vignette.database.ChangeListener;
import dev.vignette.database.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Rights as the database says, kept for seconds. Of the token only the subject counts, and whether it was revoked:
/// its roles, teams and grants are passed over.
final class LiveRights implements RightsSource {
    private static final long MOST_SUBJECTS = 100_000;

    private final Database database;
    private final Roles roles;
    private final Kept<Known> kept;

    /// What is known of a subject.
    ///
    /// @param accepted the version from which on tokens are accepted
    /// @param revoked the time up to which tokens without a version were revoked, in milliseconds; -1 for never
    private record Known(
            Set<String> roles, Set<String> teams, Map<String, Set<Permission>> grants, long accepted, long revoked) {
        boolean accepts(Principal.Token token) {
            return token.version() == Principal.Token.NONE
                    ? token.issued().toEpochMilli() > revoked
                    : token.version() >= accepted;
        }
    }

    private record Version(long accepted, long revoked) {
        static final Version FIRST = new Version(0, -1);
    }

    private record Grant(String image, String permission) {}

    LiveRights(Database database, Roles roles, Duration ttl, Ticker ticker) {
        this.database = database;
        this.roles = roles;
        this.kept = new Kept<>(MOST_SUBJECTS, ttl, ticker);
    }

    @Override
    public Held held(Principal principal) {
        Known known = kept.get(principal.subject(), subject -> database.read(handle -> load(handle, subject)));
        if (!known.accepts(principal.token())) {
            throw TokenVerifier.refused("it was revoked");
        }
        return new Held(
                principal.subject(), known.teams(), TokenRights.permissions(roles, known.roles()), known.grants());
    }

    private static Known load(Handle handle, String subject) {
        Version version = handle.createQuery(
                        "SELECT accepted, COALESCE(revoked, -1) AS revoked FROM subject_version WHERE subject = :subject")
                .bind("subject", subject)
                .map((row, _) -> new Version(row.getLong("accepted"), row.getLong("revoked")))
                .findOne()
                .orElse(Version.FIRST);
        return new Known(
                Set.copyOf(names(handle, "SELECT role FROM subject_role WHERE subject = :subject", subject)),
                Set.copyOf(names(handle, "SELECT team FROM subject_team WHERE subject = :subject", subject)),
                grants(handle, subject),
                version.accepted(),
                version.revoked());
    }

    private static List<String> names(Handle handle, String query, String subject) {
        return handle.createQuery(query)
                .bind("subject", subject)
                .mapTo(String.class)
                .list();
    }

    private static Map<String, Set<Permission>> grants(Handle handle, String subject) {
        return handle
                .createQuery("SELECT image, permission FROM subject_grant WHERE subject = :subject")
                .bind("subject", subject)
                .map((row, _) -> new Grant(row.getString("image"), row.getString("permission")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Grant::image,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Grant::permission, Collectors.toList()), RoleTable::known)));
    }

    /// Who wants to hear of subjects whose rights changed.
    ChangeListener listener() {
        return kept;
    }
}
