package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RightsTest {
    private static final ImageRef OWN = new ImageRef("1", "ann", Set.of("red"));
    private static final ImageRef TEAM = new ImageRef("2", "bob", Set.of("red"));
    private static final ImageRef OTHER = new ImageRef("3", "bob", Set.of("green"));

    private final Rights rights = new Rights(new TokenRights(BuiltInRoles::permissions, true));
    private final Principal viewer = principal("ann", "viewer");
    private final Principal editor = principal("ann", "editor");

    private static Principal principal(String subject, String role) {
        return new Principal(
                subject,
                Set.of(role),
                Set.of("red", "blue"),
                Map.of(),
                new Principal.Token("t", Instant.EPOCH, Instant.MAX, Principal.Token.NONE));
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .asInstanceOf(type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(code);
    }

    @Test
    void require_whatIsHidden_isAsAbsent() {
        assertThatThrownBy(() -> rights.require(viewer, Verb.VIEW, OTHER))
                .hasMessage(Rights.absent().getMessage());
        assertRefused(() -> rights.require(viewer, Verb.VIEW, OTHER), ErrorCode.NOT_FOUND);
        assertRefused(() -> rights.require(viewer, Verb.DELETE, OTHER), ErrorCode.NOT_FOUND);
    }

    @Test
    void require_whatIsSeenButNotPermitted_isForbidden() {
        rights.require(viewer, Verb.VIEW, TEAM);
        assertRefused(() -> rights.require(viewer, Verb.DELETE, TEAM), ErrorCode.FORBIDDEN);
        assertRefused(() -> rights.require(viewer, Verb.UPLOAD), ErrorCode.FORBIDDEN);
        rights.require(editor, Verb.UPLOAD);
    }

    @Test
    void require_nobody_isAskedForAToken() {
        assertRefused(() -> rights.require(Principal.ANONYMOUS, Verb.VIEW, OWN), ErrorCode.UNAUTHENTICATED);
        assertRefused(() -> rights.require(Principal.ANONYMOUS, Verb.UPLOAD), ErrorCode.UNAUTHENTICATED);
        assertThat(rights.scope(Principal.ANONYMOUS, Verb.VIEW)).isEqualTo(new Scope.Nothing());
    }

    @Test
    void may_unknownRole_permitsNothing() {
        assertThat(rights.scope(principal("ann", "Admin"), Verb.VIEW)).isEqualTo(new Scope.Nothing());
    }

    @ParameterizedTest
    @CsvSource({
        "editor, 1, ann, red blue, true",
        "editor, 1, ann, '', true",
        "editor, 1, ann, green, false",
        "editor, 1, bob, red, false",
        "editor, 2, bob, red blue, false",
        "editor, 2, ann, red, false",
        "viewer, 1, ann, red blue, false",
        "admin, 2, ann, green, true"
    })
    void mayHandOver_changesOfOwnerAndTeams_needRightsOfTheirOwn(
            String role, String image, String owner, String teams, boolean permitted) {
        ImageRef before = image.equals("1") ? OWN : TEAM;
        Set<String> given = teams.isEmpty() ? Set.of() : Set.of(teams.split(" "));

        assertThat(rights.held(principal("ann", role)).mayHandOver(before, new ImageRef(image, owner, given)))
                .isEqualTo(permitted);
    }
}
