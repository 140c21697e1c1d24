package dev.vignette.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.database.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// How long it takes from the return of a change of rights until another part decides by it: one that hears of
/// changes, in this process and over a database connection of its own as another process has it, and one that hears
/// of none.
final class DelayBench {
    private static final int ROUNDS = 200;
    private static final int SLOW_ROUNDS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ImageRef OURS = new ImageRef("ours", "bob", Set.of("red"));

    private DelayBench() {}

    static void report() throws IOException {
        Path folder = Files.createTempDirectory("auth-delay");
        var config = Settings.load(System.getenv()).bind(DatabaseConfig.class);
        try (var here = Database.open(config, folder);
                var elsewhere = Database.open(config, folder)) {
            System.out.println("\n| who decides | P50 ms | P99 ms | most ms |\n|---|--:|--:|--:|");
            var hearing = live(here);
            here.changes().subscribe(RightsChanges.SUBJECTS, hearing.listener());
            print("same process, " + here.dialect(), delays(here, hearing, ROUNDS));
            var other = live(elsewhere);
            elsewhere.changes().subscribe(RightsChanges.SUBJECTS, other.listener());
            int rounds = here.dialect() == Dialect.SQLITE ? SLOW_ROUNDS : ROUNDS;
            print("another process, " + here.dialect(), delays(here, other, rounds));
        }
    }

    private static LiveRights live(Database database) {
        Duration ttl = Settings.of(Map.of()).bind(RightsConfig.class).rightsTtl();
        return new LiveRights(
                database, new RoleTable(database, ttl, Ticker.systemTicker()), ttl, Ticker.systemTicker());
    }

    private static double[] delays(Database database, LiveRights live, int rounds) {
        var changes = RightsChanges.of(database, Clock.systemUTC());
        changes.role(Actor.local(), "ann", "viewer", true);
        var delays = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            boolean member = !sees(live);
            changes.team(Actor.local(), "ann", "red", member);
            long start = System.nanoTime();
            while (sees(live) != member) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the change did not take hold");
                }
                LockSupport.parkNanos(50_000);
            }
            delays[round] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(delays);
        return delays;
    }

    private static boolean sees(LiveRights live) {
        var token = new Principal.Token("t", Instant.now(), Instant.MAX, Principal.Token.NONE);
        return live.held(new Principal("ann", Set.of(), Set.of(), Map.of(), token))
                .may(Verb.VIEW, OURS);
    }

    private static void print(String name, double[] sorted) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |",
                name.toLowerCase(Locale.ROOT),
                sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * 0.99) - 1)],
                sorted[sorted.length - 1]));
    }
}
