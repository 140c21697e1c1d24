package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.vignette.TestClock;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The parts that decide on access, on a new database, with a clock that stands still. Nothing subscribes to changes
/// unless a test says so.
final class TestAccess implements AutoCloseable {
    static final Duration TTL = Duration.ofSeconds(5);

    final TestClock clock = new TestClock();
    final Ticker ticker =
            () -> Duration.between(java.time.Instant.EPOCH, clock.instant()).toNanos();
    final Database database;
    final Audit audit = new Audit(clock);
    final RightsChanges changes;
    final RoleTable roles;
    final OwnKey key;

    TestAccess(Dialect dialect, Path folder) {
        database = TestDatabases.open(dialect, folder);
        changes = new RightsChanges(database, audit, clock);
        roles = roles();
        key = OwnKeyFile.open(folder.resolve("own").resolve("key.pem"));
    }

    /// As of another process.
    RoleTable roles() {
        return new RoleTable(database, TTL, ticker);
    }

    /// As of another process.
    LiveRights live() {
        return new LiveRights(database, roles(), TTL, ticker);
    }

    ShareLinks links() {
        var config = Settings.of(Map.of()).bind(RightsConfig.class);
        return new ShareLinks(database, audit, key, config, clock, ticker);
    }

    Rights rights(RightsConfig.Strategy strategy) {
        return new Rights(
                switch (strategy) {
                    case ROLES -> new TokenRights(roles, false);
                    case GRANTS -> new TokenRights(roles, true);
                    case LIVE -> live();
                });
    }

    java.util.List<Audit.Entry> entries() {
        return database.read(handle -> Audit.after(handle, 0, java.time.Instant.EPOCH, 1000));
    }

    @Override
    public void close() {
        database.close();
    }
}
