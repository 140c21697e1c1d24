package dev.vignette.auth;

import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What a request to the library costs before anything is done: its token, and the decision by each strategy. The
/// database is SQLite in a temporary folder, or what `VIGNETTE_DATABASE_URL` names.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class AuthBench {
    private static final ImageRef IMAGE = new ImageRef("31", "bob", Set.of("red", "green"));

    private final AuthParts parts = AuthParts.open();

    @TearDown
    public void stop() {
        parts.database().close();
    }

    @Benchmark
    public Principal tokenRs256() {
        return parts.check("rs256");
    }

    @Benchmark
    public Principal tokenEs256() {
        return parts.check("es256");
    }

    @Benchmark
    public Principal tokenEdDsa() {
        return parts.check("eddsa");
    }

    @Benchmark
    public Principal tokenEdDsaWith32Grants() {
        return parts.check("granting");
    }

    /// Within the seconds in which it is not checked again.
    @Benchmark
    public Principal tokenCheckedBefore() {
        return parts.remembering().principal(parts.signed().getOrDefault("eddsa", ""));
    }

    @Benchmark
    public boolean decisionRoles() {
        return parts.roles().may(parts.principal(), Verb.EDIT, IMAGE);
    }

    @Benchmark
    public boolean decisionGrants() {
        return parts.grants().may(parts.principal(), Verb.EDIT, IMAGE);
    }

    @Benchmark
    public boolean decisionLiveKept() {
        return parts.lookedUp().may(parts.principal(), Verb.EDIT, IMAGE);
    }

    /// When the seconds are over for which rights are kept.
    @Benchmark
    public boolean decisionLiveLookedUp() {
        parts.live().listener().changed(AuthParts.SUBJECT);
        return parts.lookedUp().may(parts.principal(), Verb.EDIT, IMAGE);
    }

    @Benchmark
    public Scope scopeGrants() {
        return parts.grants().scope(parts.principal(), Verb.VIEW);
    }
}
