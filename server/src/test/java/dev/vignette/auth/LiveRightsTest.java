package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// How soon a change of rights takes hold, and what a revocation revokes.
@ParameterizedClass
@EnumSource(Dialect.class)
final class LiveRightsTest {
    private static final ImageRef OURS = new ImageRef("1", "bob", Set.of("red"));
    private static final Actor BY = Actor.local();

    private final Dialect dialect;

    @TempDir
    private Path folder;

    private TestAccess access;
    private LiveRights live;

    LiveRightsTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() {
        access = new TestAccess(dialect, folder);
        live = access.live();
    }

    @AfterEach
    void close() {
        access.close();
    }

    private Principal ann(long version) {
        var now = access.clock.instant();
        var token = new Principal.Token("t", now, now.plus(Duration.ofHours(1)), version);
        return new Principal("ann", Set.of("admin"), Set.of("red"), Map.of("1", Set.of(Permission.VIEW_ANY)), token);
    }

    private boolean sees(RightsSource source) {
        return source.held(ann(Principal.Token.NONE)).may(Verb.VIEW, OURS);
    }

    private void letSee() {
        access.changes.role(BY, "ann", "viewer", true);
        access.changes.team(BY, "ann", "red", true);
    }

    @Test
    void held_changeThatIsNotHeardOf_takesHoldAfterTheTime() {
        assertThat(sees(live)).isFalse();
        letSee();
        assertThat(sees(live)).as("kept").isFalse();

        access.clock.advance(TestAccess.TTL);
        assertThat(sees(live)).isTrue();
        access.changes.team(BY, "ann", "red", false);
        assertThat(sees(live)).as("kept").isTrue();
        access.clock.advance(TestAccess.TTL);
        assertThat(sees(live)).isFalse();
    }

    @Test
    void held_changeThatIsHeardOf_takesHoldAtOnce() {
        access.database.changes().subscribe(RightsChanges.SUBJECTS, live.listener());
        assertThat(sees(live)).isFalse();

        letSee();

        Waiting.until(() -> sees(live));
    }

    @Test
    void permissions_roleThatIsDefinedAnew_takesHoldAfterTheTime() {
        letSee();
        assertThat(sees(live)).isTrue();

        access.changes.define(BY, "viewer", Set.of(Permission.VIEW_OWN));
        assertThat(sees(live)).as("kept").isTrue();

        access.clock.advance(TestAccess.TTL);
        assertThat(sees(live)).isFalse();
        assertThat(access.changes.roles()).containsEntry("viewer", Set.of("view:own"));
    }

    @Test
    void remove_role_takesItFromAll() {
        letSee();
        assertThat(access.changes.remove(BY, "viewer")).isTrue();
        assertThat(access.changes.remove(BY, "viewer")).isFalse();

        assertThat(sees(live)).isFalse();
        assertThat(access.changes.subject("ann").roles()).isEmpty();
        assertThatThrownBy(() -> access.changes.role(BY, "ann", "viewer", true))
                .isInstanceOfSatisfying(VignetteException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
                    assertThat(refusal.allowed()).containsExactly("admin", "editor");
                });
    }

    @Test
    void held_permissionOfANewerVersion_permitsNothing() {
        access.database.write(handle -> handle.execute("INSERT INTO role_permission VALUES ('viewer', 'paint:any')"));

        assertThat(access.roles().permissions("viewer"))
                .containsExactlyInAnyOrder(Permission.VIEW_OWN, Permission.VIEW_TEAM);
    }

    @Test
    void revoke_tokensByNow_areRefusedAndLaterOnesAreNot() {
        letSee();
        long version = access.changes.subject("ann").version();
        Principal plain = ann(Principal.Token.NONE);
        Principal versioned = ann(version);
        assertThat(live.held(versioned).may(Verb.VIEW, OURS)).isTrue();

        access.changes.revoke(BY, "ann");
        access.clock.advance(TestAccess.TTL);

        for (Principal old : Set.of(plain, versioned)) {
            assertThatThrownBy(() -> live.held(old))
                    .isInstanceOfSatisfying(
                            VignetteException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }
        assertThat(access.changes.subject("ann").version()).isGreaterThan(version);
        assertThat(live.held(ann(Principal.Token.NONE)).may(Verb.VIEW, OURS)).isTrue();
        assertThat(live.held(ann(access.changes.subject("ann").version())).may(Verb.VIEW, OURS))
                .isTrue();
    }

    @Test
    void grant_more_thanAThousand_isRefused() {
        access.database.write(handle -> {
            for (int i = 0; i < 1000; i++) {
                handle.execute("INSERT INTO subject_grant VALUES ('ann', ?, 'view:any')", Integer.toString(i));
            }
            return null;
        });

        assertThatThrownBy(() -> access.changes.grant(BY, "ann", "x", Permission.VIEW_ANY, true))
                .hasMessageContaining("too many");
        assertThat(access.changes.subject("ann").grants()).hasSize(1000).doesNotContainKey("x");
    }

    @Test
    void team_moreThanATokenCanName_isRefused() {
        for (int i = 0; i < 64; i++) {
            access.changes.team(BY, "ann", "team" + i, true);
        }

        assertThatThrownBy(() -> access.changes.team(BY, "ann", "x", true)).hasMessageContaining("too many teams");
        access.changes.team(BY, "ann", "team0", false);
        access.changes.team(BY, "ann", "x", true);
        assertThat(access.changes.subject("ann").teams())
                .hasSize(64)
                .contains("x")
                .doesNotContain("team0");
    }

    @Test
    void held_namesInAnotherSpelling_areTheSame() {
        String decomposed = "Zoe\u0308";
        String composed = "Zo\u00eb";
        access.changes.role(BY, decomposed, "viewer", true);
        access.changes.team(BY, decomposed, decomposed, true);
        var image = new ImageRef("1", "bob", Set.of(composed));

        for (String subject : Set.of(decomposed, composed)) {
            var principal = new Principal(
                    subject,
                    Set.of("viewer"),
                    Set.of(decomposed),
                    Map.of(),
                    ann(Principal.Token.NONE).token());
            assertThat(principal.subject()).isEqualTo(composed);
            assertThat(live.held(principal).may(Verb.VIEW, image)).isTrue();
            assertThat(new TokenRights(access.roles, false).held(principal).may(Verb.VIEW, image))
                    .isTrue();
        }
    }

    @Test
    void changes_allOfThem_areInTheAuditLog() {
        letSee();
        access.changes.grant(BY, "ann", "1", Permission.EDIT_ANY, true);
        access.changes.grant(BY, "ann", "1", Permission.EDIT_ANY, false);
        access.changes.role(BY, "ann", "viewer", false);
        access.changes.revoke(BY, "ann");
        access.changes.define(BY, "painter", Set.of());
        access.changes.remove(BY, "painter");

        assertThat(access.entries())
                .extracting(entry -> entry.action() + ' ' + entry.resource())
                .containsExactly(
                        "role.give /subjects/ann",
                        "team.join /subjects/ann",
                        "grant.give /subjects/ann",
                        "grant.take /subjects/ann",
                        "role.take /subjects/ann",
                        "tokens.revoke /subjects/ann",
                        "role.define /roles/painter",
                        "role.remove /roles/painter");
    }
}
