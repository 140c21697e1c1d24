package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeldTest {
    private static final ImageRef OWN = new ImageRef("1", "ann", Set.of());
    private static final ImageRef TEAM = new ImageRef("2", "bob", Set.of("red", "blue"));
    private static final ImageRef OTHER = new ImageRef("3", "bob", Set.of("green"));

    private static Held ann(Permission... permissions) {
        return new Held("ann", Set.of("red"), Set.of(permissions), Map.of());
    }

    @Test
    void may_own_reachesTheOwnersImagesAlone() {
        assertThat(ann(Permission.VIEW_OWN).may(Verb.VIEW, OWN)).isTrue();
        assertThat(ann(Permission.VIEW_OWN).may(Verb.VIEW, TEAM)).isFalse();
        assertThat(ann(Permission.VIEW_OWN).may(Verb.EDIT, OWN)).isFalse();
    }

    @Test
    void may_team_reachesImagesOfACommonTeamAlone() {
        assertThat(ann(Permission.EDIT_TEAM).may(Verb.EDIT, TEAM)).isTrue();
        assertThat(ann(Permission.EDIT_TEAM).may(Verb.EDIT, OTHER)).isFalse();
        assertThat(ann(Permission.EDIT_TEAM).may(Verb.EDIT, OWN)).isFalse();
    }

    @Test
    void may_nobody_ownsNothing() {
        var nobody = new Held("", Set.of(), EnumSet.allOf(Permission.class), Map.of());
        var orphan = new ImageRef("4", "", Set.of());
        var held = new Held("", Set.of(), Set.of(Permission.VIEW_OWN, Permission.VIEW_TEAM), Map.of());

        assertThat(nobody.may(Verb.VIEW, orphan)).isTrue();
        assertThat(held.may(Verb.VIEW, orphan)).isFalse();
        assertThat(held.scope(Verb.VIEW)).isEqualTo(new Scope.Nothing());
    }

    @Test
    void may_grant_countsForItsImageAndNoFurtherThanItSays() {
        var held = new Held(
                "ann",
                Set.of("red"),
                Set.of(),
                Map.of("1", Set.of(Permission.VIEW_OWN), "3", Set.of(Permission.VIEW_OWN, Permission.EDIT_ANY)));

        assertThat(held.may(Verb.VIEW, OWN)).isTrue();
        assertThat(held.may(Verb.VIEW, OTHER))
                .as("another's image, as one's own")
                .isFalse();
        assertThat(held.may(Verb.EDIT, OTHER)).isTrue();
        assertThat(held.may(Verb.EDIT, TEAM)).isFalse();
        assertThat(held.may(Verb.EDIT)).as("of all images").isFalse();
    }

    @Test
    void scope_ofGrantsAndRoles_joinsThem() {
        var held = new Held(
                "ann",
                Set.of("red"),
                EnumSet.of(Permission.VIEW_OWN, Permission.VIEW_TEAM),
                Map.of("3", Set.of(Permission.VIEW_ANY), "5", Set.of(Permission.VIEW_TEAM)));

        assertThat(held.scope(Verb.VIEW))
                .isEqualTo(new Scope.AnyOf(List.of(
                        new Scope.Clause("ann", Set.of(), Set.of()),
                        new Scope.Clause("", Set.of("red"), Set.of()),
                        new Scope.Clause("", Set.of("red"), Set.of("5")),
                        new Scope.Clause("", Set.of(), Set.of("3")))));
        assertThat(held.scope(Verb.EDIT)).isEqualTo(new Scope.Nothing());
        assertThat(ann(Permission.VIEW_ANY).scope(Verb.VIEW)).isEqualTo(new Scope.Everything());
    }

    @Test
    void clause_withoutACondition_isNone() {
        assertThatThrownBy(() -> new Scope.Clause("", Set.of(), Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /// A list shows just what single requests would.
    @Test
    void scope_ofAnyRights_coversWhatMayBeDone() {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            var held = new Held(
                    random.nextInt(4) == 0 ? "" : subject(random),
                    some(random, List.of("red", "blue", "green")),
                    some(random, List.of(Permission.values())),
                    Map.of(
                            id(random),
                            some(random, List.of(Permission.values())),
                            "x",
                            some(random, List.of(Permission.values()))));
            var image =
                    new ImageRef(id(random), subject(random), some(random, List.of("red", "blue", "green", "grey")));
            for (Verb verb : List.of(Verb.VIEW, Verb.EDIT, Verb.DELETE)) {
                assertThat(held.scope(verb).covers(image))
                        .as("%s %s %s", held, verb, image)
                        .isEqualTo(held.may(verb, image));
            }
        }
    }

    private static String subject(Random random) {
        return random.nextBoolean() ? "ann" : "bob";
    }

    private static String id(Random random) {
        return Integer.toString(random.nextInt(3));
    }

    private static <T> Set<T> some(Random random, List<T> all) {
        var some = new HashSet<T>();
        all.forEach(each -> {
            if (random.nextInt(4) == 0) {
                some.add(each);
            }
        });
        return some;
    }
}
