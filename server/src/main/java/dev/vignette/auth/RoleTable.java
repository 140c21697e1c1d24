package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.vignette.database.ChangeListener;
import dev.vignette.database.Database;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What roles permit, as the database says, kept for seconds.
final class RoleTable implements Roles {
    private static final long MOST_ROLES = 10_000;

    private final Database database;
    private final Kept<Set<Permission>> kept;

    RoleTable(Database database, Duration ttl, Ticker ticker) {
        this.database = database;
        this.kept = new Kept<>(MOST_ROLES, ttl, ticker);
    }

    @Override
    public Set<Permission> permissions(String role) {
        return kept.get(role, this::load);
    }

    private Set<Permission> load(String role) {
        List<String> names =
                database.read(handle -> handle.createQuery("SELECT permission FROM role_permission WHERE role = :role")
                        .bind("role", role)
                        .mapTo(String.class)
                        .list());
        return known(names);
    }

    /// What a newer version of this program knows besides is passed over: it permits nothing here.
    static Set<Permission> known(List<String> names) {
        return Permission.set(
                names.stream().flatMap(name -> Permission.parse(name).stream()).collect(Collectors.toSet()));
    }

    /// Who wants to hear of roles that changed.
    ChangeListener listener() {
        return kept;
    }
}
