package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every role × verb × relation to the image × strategy, by tokens that were signed and rows that were written,
/// against a table that was written by hand.
@ParameterizedClass
@EnumSource(Dialect.class)
final class AuthorisationMatrixTest {
    /// What each role permits, by what the subject is to the image. `grant` is another's image, of no common
    /// team, on which the subject is granted `view:any` and, in vain, `edit:own` and `delete:team`.
    private static final String IMAGES = """
            role      relation  view  edit  delete
            viewer    own       yes   -     -
            viewer    team      yes   -     -
            viewer    other     -     -     -
            viewer    grant     -     -     -
            editor    own       yes   yes   yes
            editor    team      yes   yes   -
            editor    other     -     -     -
            editor    grant     -     -     -
            admin     own       yes   yes   yes
            admin     team      yes   yes   yes
            admin     other     yes   yes   yes
            admin     grant     yes   yes   yes
            curator   own       -     -     -
            curator   team      yes   -     yes
            curator   other     -     -     -
            curator   grant     -     -     -
            nobody    own       -     -     -
            nobody    team      -     -     -
            nobody    other     -     -     -
            nobody    grant     -     -     -
            """;

    /// What a role permits besides.
    private static final String LIBRARY = """
            role      upload  purge  admin
            viewer    -       -      -
            editor    yes     -      -
            admin     yes     yes    yes
            curator   -       yes    -
            nobody    -       -      -
            """;

    /// By whose word the subject has the role, the team and the grants, and whether that counts.
    private static final String WORD = """
            strategy  said-by   role-and-team  grants
            roles     token     yes            -
            roles     database  -              -
            roles     both      yes            -
            grants    token     yes            yes
            grants    database  -              -
            grants    both      yes            yes
            live      token     -              -
            live      database  yes            yes
            live      both      yes            yes
            """;

    private static final Set<Permission> CURATOR =
            Set.of(Permission.VIEW_TEAM, Permission.DELETE_TEAM, Permission.PURGE);
    private static final Set<Permission> GRANTED =
            Set.of(Permission.VIEW_ANY, Permission.EDIT_OWN, Permission.DELETE_TEAM);

    private final Issuer issuer = new Issuer();
    private final Dialect dialect;

    @TempDir
    private Path folder;

    private TestAccess access;

    AuthorisationMatrixTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void fill() {
        access = new TestAccess(dialect, folder);
        var by = Actor.local();
        access.changes.define(by, "curator", CURATOR);
        for (String role : List.of("viewer", "editor", "admin", "curator", "nobody")) {
            for (String subject : List.of(subject(role, "database"), subject(role, "both"))) {
                if (!role.equals("nobody")) {
                    access.changes.role(by, subject, role, true);
                }
                access.changes.team(by, subject, "red", true);
                GRANTED.forEach(permission -> access.changes.grant(by, subject, "granted", permission, true));
            }
        }
    }

    @AfterEach
    void close() {
        access.close();
    }

    private Rights rights(Row word) {
        return access.rights(RightsConfig.Strategy.valueOf(word.at("strategy").toUpperCase(Locale.ROOT)));
    }

    private static String subject(String role, String saidBy) {
        return role + " by " + saidBy;
    }

    /// Signed, sent and read again.
    private Principal principal(String role, String saidBy) {
        String token = issuer.token(claims -> {
            claims.subject(subject(role, saidBy));
            if (!saidBy.equals("database")) {
                claims.claim("roles", List.of(role)).claim("teams", List.of("red"));
                claims.claim(
                        "resource_perms",
                        Map.of(
                                "/images/granted",
                                GRANTED.stream().map(Permission::text).toList()));
            }
            return claims;
        });
        return issuer.tokens().principal(token);
    }

    private static ImageRef image(String relation, String subject) {
        return switch (relation) {
            case "own" -> new ImageRef("mine", subject, Set.of());
            case "team" -> new ImageRef("ours", "somebody", Set.of("red", "green"));
            case "grant" -> new ImageRef("granted", "somebody", Set.of("green"));
            default -> new ImageRef("theirs", "somebody", Set.of("green"));
        };
    }

    /// A row of a table.
    private record Row(Map<String, String> cells) {
        String at(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }

        boolean yes(String column) {
            return at(column).equals("yes");
        }
    }

    private static List<Row> rows(String table) {
        List<String[]> lines = table.lines().map(line -> line.split(" +")).toList();
        return lines.stream()
                .skip(1)
                .map(line -> new Row(IntStream.range(0, line.length)
                        .boxed()
                        .collect(Collectors.toMap(i -> lines.getFirst()[i], i -> line[i]))))
                .toList();
    }

    private static String column(Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT);
    }

    @Test
    void may_everyCombinationOnImages_isAsTheTableSays() {
        var wrong = new LinkedHashMap<String, Boolean>();
        int decisions = 0;
        for (var word : rows(WORD)) {
            Rights rights = rights(word);
            for (var row : rows(IMAGES)) {
                Principal principal = principal(row.at("role"), word.at("said-by"));
                ImageRef image = image(row.at("relation"), principal.subject());
                for (Verb verb : List.of(Verb.VIEW, Verb.EDIT, Verb.DELETE)) {
                    boolean granted = row.at("relation").equals("grant") && verb == Verb.VIEW && word.yes("grants");
                    boolean expected = granted || (word.yes("role-and-team") && row.yes(column(verb)));
                    boolean decided = rights.may(principal, verb, image);
                    if (decided != expected || rights.scope(principal, verb).covers(image) != expected) {
                        wrong.put(word.cells() + " " + row.cells() + " " + verb, decided);
                    }
                    decisions++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(decisions).isEqualTo(9 * 20 * 3);
    }

    @Test
    void may_everyCombinationOnTheLibrary_isAsTheTableSays() {
        var wrong = new LinkedHashMap<String, Boolean>();
        for (var word : rows(WORD)) {
            Rights rights = rights(word);
            for (var row : rows(LIBRARY)) {
                Principal principal = principal(row.at("role"), word.at("said-by"));
                for (Verb verb : List.of(Verb.UPLOAD, Verb.PURGE, Verb.ADMIN)) {
                    boolean expected = word.yes("role-and-team") && row.yes(column(verb));
                    if (rights.may(principal, verb) != expected) {
                        wrong.put(word.cells() + " " + row.cells() + " " + verb, !expected);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void may_nobody_mayNothing() {
        Stream.of(RightsConfig.Strategy.values()).map(access::rights).forEach(rights -> {
            for (Verb verb : Verb.values()) {
                assertThat(rights.may(Principal.ANONYMOUS, verb)).isFalse();
                assertThat(rights.may(Principal.ANONYMOUS, verb, image("own", "")))
                        .isFalse();
            }
        });
    }
}
