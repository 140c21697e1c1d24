package dev.vignette.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every rule holds for Vignette and fails for the fixture that breaks it.
final class ArchitectureTest {
    private static final String ROOT = "dev.vignette";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /// @param fixture the package below `fixture` that breaks the rule
    /// @param offenders what the report of the broken rule must name, all of it
    record Case(String name, Function<String, ArchRule> rule, String fixture, List<String> offenders) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            new Case(
                    "packages follow the table",
                    Rules::packagesFollowTheTable,
                    "table",
                    List.of("image.KnowsOptions", "options.CallsVips", "error.UsesRoot")),
            new Case("packages are in the table", Rules::packagesAreInTheTable, "unlisted", List.of("surprise.Thing")),
            new Case(
                    "packages are free of cycles",
                    Rules::packagesAreFreeOfCycles,
                    "cycle",
                    List.of("cache.Chicken", "source.Egg")),
            new Case(
                    "foreign memory is only in vips",
                    Rules::foreignMemoryIsOnlyInVips,
                    "foreign",
                    List.of("transform.HoldsSegment")),
            new Case(
                    "vips shows no foreign memory",
                    Rules::vipsShowsNoForeignMemory,
                    "foreign",
                    List.of("vips.LeaksSegment.leak", "vips.LeaksSegment.take")),
            new Case(
                    "HTTP types are only at the edges",
                    Rules::httpTypesAreOnlyAtTheEdges,
                    "edge",
                    List.of("cache.KeepsRequest", "transform.KeepsStatus")),
            new Case(
                    "no package is vaguely named",
                    Rules::noPackageIsVaguelyNamed,
                    "vague",
                    List.of("util.Odds", "image.impl.Ends")),
            new Case(
                    "every package is @NullMarked",
                    Rules::everyPackageIsNullMarked,
                    "unmarked",
                    List.of("image.Unmarked")),
            new Case("there are no thread-locals", Rules::noThreadLocals, "threadlocal", List.of("http.Remembers")));

    @ParameterizedTest
    @FieldSource("CASES")
    void rule_production_holds(Case rule) {
        assertThat(failures(rule, ROOT, PRODUCTION)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void rule_fixture_isBroken(Case rule) {
        String root = ROOT + ".architecture.fixture." + rule.fixture();
        List<String> failures = failures(rule, root, new ClassFileImporter().importPackages(root));
        assertThat(String.join("\n", failures)).contains(rule.offenders());
    }

    private static List<String> failures(Case rule, String root, JavaClasses classes) {
        return rule.rule()
                .apply(root)
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    /// Without this, a class path that hides the code would let every rule hold.
    @Test
    void production_imported_holdsEveryPackageOfTheTable() {
        Stream<String> packages = PackageTable.ALLOWED.keySet().stream().map(name -> ROOT + "." + name);
        assertThat(packages).allMatch(PRODUCTION::containPackage);
        assertThat(PRODUCTION.contain(ROOT + ".vips.Vips")).isTrue();
    }
}
