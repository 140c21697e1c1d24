package dev.vignette.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules, each made for a root package: `dev.vignette` itself, or the tree of a fixture laid out like it.
final class Rules {
    private static final Set<String> VAGUE_NAMES = Set.of("util", "utils", "common", "impl", "service", "helper");

    private static final String[] HTTP_TYPES = {"io.vertx.core.http..", "io.netty.handler.codec.http.."};
    private static final List<String> HTTP_PACKAGES = List.of("http", "auth", "delivery", "source");

    private Rules() {}

    static ArchRule packagesFollowTheTable(String root) {
        return classes()
                .should(satisfy(
                        "use only what the table allows",
                        type -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> isBelow(root, dependency.getTargetClass()))
                                .filter(dependency -> !PackageTable.allows(
                                        packageOf(root, type), packageOf(root, dependency.getTargetClass())))
                                .map(dependency -> dependency.getDescription())));
    }

    static ArchRule packagesAreInTheTable(String root) {
        return classes().should(satisfy("be in a package of the table", type -> {
            String name = packageOf(root, type);
            boolean known = name.isEmpty() || PackageTable.ALLOWED.containsKey(name);
            return known ? Stream.empty() : Stream.of(type.getName() + " is in the package '" + name + "'");
        }));
    }

    /// The root package is not a slice: start-up and the command line know each other.
    static ArchRule packagesAreFreeOfCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    static ArchRule foreignMemoryIsOnlyInVips(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".vips..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..");
    }

    static ArchRule vipsShowsNoForeignMemory(String root) {
        return methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(publicIn(root + ".vips"))
                .should(new ArchCondition<JavaMethod>("speak of plain Java types alone") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                                .filter(type -> type.getPackageName().startsWith("java.lang.foreign"))
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        method, method.getFullName() + " mentions " + type.getName())));
                    }
                });
    }

    static ArchRule httpTypesAreOnlyAtTheEdges(String root) {
        String[] edges =
                HTTP_PACKAGES.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(edges)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HTTP_TYPES);
    }

    static ArchRule noPackageIsVaguelyNamed(String root) {
        return classes()
                .should(satisfy(
                        "not be in a package that could hold anything",
                        type -> Arrays.stream(packageOf(root, type).split("\\."))
                                .filter(VAGUE_NAMES::contains)
                                .map(name -> type.getName() + " is in a package named " + name)));
    }

    static ArchRule everyPackageIsNullMarked(String ignoredRoot) {
        return classes()
                .should(satisfy(
                        "be in a package that is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class)
                                ? Stream.empty()
                                : Stream.of(type.getPackageName() + ", package of " + type.getName()
                                        + ", is not @NullMarked")));
    }

    /// What a request carries along is a `ScopedValue`: a virtual thread a request makes thread-locals a leak.
    static ArchRule noThreadLocals(String ignoredRoot) {
        return noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);
    }

    private static ArchCondition<JavaClass> satisfy(String description, Function<JavaClass, Stream<String>> problems) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                problems.apply(type).forEach(problem -> events.add(SimpleConditionEvent.violated(type, problem)));
            }
        };
    }

    private static DescribedPredicate<JavaClass> publicIn(String packageName) {
        Predicate<JavaClass> predicate = type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getPackageName().equals(packageName);
        return DescribedPredicate.describe("are public in " + packageName, predicate);
    }

    private static boolean isBelow(String root, JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /// The package's name below the root: empty for the root itself.
    private static String packageOf(String root, JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }
}
