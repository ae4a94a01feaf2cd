package io.tidegate.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between modules and packages, one door per library, and what nothing may be called.
 * Every rule is also run over classes that break it, below {@code io.tidegate.engine.architecture},
 * and must say so.
 */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tidegate");

  /** Small classes, each breaking one rule, compiled with the tests. */
  private static final JavaClasses BREAKERS =
      new ClassFileImporter().importPackages("io.tidegate.engine.architecture");

  private static final Map<String, ArchRule> RULES = rules();

  private static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "the route language knows no other module",
        arrow("io.tidegate.route..", "io.tidegate.(rules|catalog|engine|samples)\\..*"));
    rules.put(
        "the rules know the route language only",
        arrow("io.tidegate.rules..", "io.tidegate.(catalog|engine|samples)\\..*"));
    rules.put(
        "the catalog knows the route language only",
        arrow("io.tidegate.catalog..", "io.tidegate.(rules|engine|samples)\\..*"));
    rules.put(
        "the samples know the identifiers of the trade and nothing else of the product",
        arrow(
            "io.tidegate.samples..",
            "io.tidegate.(route\\.(?!identifier\\.)|rules\\.|catalog\\.|engine\\.).*"));
    rules.put(
        "the checker follows scripts by itself: it uses their tree and nothing that derives from"
            + " it",
        arrow(
            "io.tidegate.engine.check..",
            "io\\.tidegate\\.route\\.(shape\\.(?!(Lineage|Origin)$)"
                + "|script\\.(?!(Script|Expression|Statement)\\b)).*"));
    rules.put(
        "the checker derives by itself: of what reads and resolves it uses the grammar and data",
        arrow(
            "io.tidegate.engine.check..",
            "io\\.tidegate\\.(engine\\.compile|route\\.(parse|resolve|yaml)"
                + "|route\\.sql\\.(?!(PgGrammar|SqlSyntaxException|SqlTooComplexException"
                + "|PrintedQuery|Binding|HiddenColumn|ColumnUse|InfluenceKind)\\b)).*"));
    rules.put(
        "Drools has one door",
        door(List.of("io.tidegate.rules.drools"), "org\\.(drools|kie)\\..*"));
    rules.put(
        "the SQL grammar has one door",
        door(List.of("io.tidegate.route.sql"), "com\\.dylibso\\..*"));
    rules.put(
        "workbooks have one door",
        door(List.of("io.tidegate.rules.workbook"), "org\\.dhatim\\..*"));
    rules.put(
        "the shapes of detectors have one door",
        door(List.of("io.tidegate.rules.detect"), "com\\.google\\.re2j\\..*"));
    rules.put(
        "detectors never go back over a value",
        noClasses()
            .that()
            .resideInAnyPackage("io.tidegate.rules.detect", "io.tidegate.engine.architecture.rules")
            .should()
            .dependOnClassesThat(nameMatching("java\\.util\\.regex\\..*"))
            .allowEmptyShould(true));
    rules.put("YAML has one door", door(List.of("io.tidegate.route.yaml"), "org\\.snakeyaml\\..*"));
    rules.put(
        "Groovy has one door",
        door(
            List.of("io.tidegate.route.script"),
            "(org\\.codehaus\\.groovy|org\\.apache\\.groovy|groovy)\\..*"));
    rules.put(
        "Groovy is parsed and never compiled or run",
        noClasses()
            .should()
            .dependOnClassesThat(
                nameMatching(
                    "(groovy\\..*|org\\.codehaus\\.groovy\\.(runtime|reflection|tools|transform|vmplugin)\\..*"
                        + "|org\\.codehaus\\.groovy\\.control\\.(CompilationUnit|.*[.]Java.*).*)"))
            .allowEmptyShould(true));
    rules.put(
        "cryptography has one door",
        door(List.of("io.tidegate.engine.crypto"), "(org\\.bouncycastle|javax\\.crypto)\\..*"));
    rules.put(
        "Jdbi has the stores as its doors",
        door(List.of("io.tidegate.catalog.store", "io.tidegate.engine.store"), "org\\.jdbi\\..*"));
    rules.put(
        "the search index has one door",
        door(
            List.of("io.tidegate.catalog.search"),
            "(org\\.apache\\.lucene|net\\.sourceforge\\.pinyin4j)\\..*"));
    rules.put(
        "Camel has two doors",
        door(
            List.of("io.tidegate.engine.emit", "io.tidegate.engine.gateway"),
            "org\\.apache\\.camel\\..*"));
    rules.put(
        "breakers have one door; those of routes are Camel's",
        door(List.of("io.tidegate.engine.breaker"), "io\\.github\\.resilience4j\\..*"));
    rules.put(
        "the embedded database has one door",
        door(List.of("io.tidegate.engine.store"), "io\\.zonky\\..*"));
    rules.put(
        "the pools have one door", door(List.of("io.tidegate.engine.store"), "io\\.agroal\\..*"));
    rules.put(
        "the command line has one door", door(List.of("io.tidegate.engine.cli"), "picocli\\..*"));
    rules.put(
        "the way out by HTTP has one door; the command line asks a node by it, and the door to the"
            + " registry of contracts that",
        door(
            List.of(
                "io.tidegate.engine.source",
                "io.tidegate.engine.cli",
                "io.tidegate.catalog.registry"),
            "(org\\.apache\\.hc|java\\.net\\.http|java\\.net\\.(Http)?URLConnection)\\b.*"));
    rules.put(
        "SSH has one door, and the simulator",
        door(
            List.of("io.tidegate.engine.source", "io.tidegate.samples.simulate"),
            "org\\.apache\\.sshd\\..*"));
    rules.put(
        "PDF has one door",
        door(List.of("io.tidegate.engine.pdf"), "org\\.apache\\.(pdfbox|fontbox)\\..*"));
    rules.put(
        "what keeps answers has one door",
        door(List.of("io.tidegate.engine.cache"), "com\\.github\\.benmanes\\..*"));
    rules.put(
        "Kafka has one door",
        door(List.of("io.tidegate.engine.source"), "org\\.apache\\.kafka\\..*"));
    rules.put(
        "what the nodes share has three doors",
        door(
            List.of(
                "io.tidegate.engine.cluster",
                "io.tidegate.engine.quota",
                "io.tidegate.engine.cache"),
            "com\\.hazelcast\\..*"));
    rules.put(
        "nothing is shared that Java would have to deserialise",
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.tidegate.engine.cluster..",
                "io.tidegate.engine.quota..",
                "io.tidegate.engine.cache..",
                "io.tidegate.engine.architecture.doors..")
            .should()
            .dependOnClassesThat(
                nameMatching("java\\.io\\.(Externalizable|Object(Input|Output)Stream)"))
            .allowEmptyShould(true));
    rules.put(
        "meters have one door",
        door(List.of("io.tidegate.engine.accounting"), "io\\.micrometer\\..*"));
    rules.put(
        "traces have one door",
        door(List.of("io.tidegate.engine.trace"), "io\\.opentelemetry\\..*"));
    rules.put(
        "XML has one door",
        door(
            List.of(
                "io.tidegate.engine.source",
                "io.tidegate.engine.answer",
                "io.tidegate.rules.workbook",
                "io.tidegate.samples.simulate"),
            "(javax\\.xml|org\\.w3c\\.dom|org\\.xml\\.sax)\\..*"));
    rules.put(
        "packages are named after phases and nouns",
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..")
            .allowEmptyShould(true));
    rules.put(
        "classes are named after what they are; a service is the product's own word",
        noClasses()
            .that()
            .doNotHaveSimpleName("ResolvedService")
            .and()
            .haveNameNotMatching(".*\\.ResolvedService\\$.*")
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Service)(\\$.*)?")
            .allowEmptyShould(true));
    rules.put(
        "packages form no cycles",
        slices().matching("io.tidegate.(**)").should().beFreeOfCycles().allowEmptyShould(true));
    return rules;
  }

  private static ArchRule arrow(String from, String to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .or(breaker(from))
        .should()
        .dependOnClassesThat(nameMatching(to))
        .allowEmptyShould(true);
  }

  private static ArchRule door(List<String> doors, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(doors.toArray(String[]::new))
        .should()
        .dependOnClassesThat(nameMatching(library))
        .allowEmptyShould(true);
  }

  /**
   * A breaker of an arrow stands for a class of the module its package is called after, such as
   * {@code io.tidegate.engine.architecture.route}.
   */
  private static DescribedPredicate<JavaClass> breaker(String from) {
    return resideInAnyPackage(from.replace("io.tidegate.", "io.tidegate.engine.architecture."));
  }

  static Stream<Arguments> eachRule() {
    return RULES.entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eachRule")
  void theProductKeeps(String name, ArchRule rule) {
    rule.check(PRODUCT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eachRule")
  void aBreakerIsFoundBy(String name, ArchRule rule) {
    assertThat(rule.evaluate(BREAKERS).hasViolation()).isTrue();
  }

  @Test
  void theWholeProductIsLookedAt() {
    assertThat(PRODUCT.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "io.tidegate.route.script",
            "io.tidegate.route.yaml",
            "io.tidegate.catalog.store",
            "io.tidegate.engine.store",
            "io.tidegate.engine.cli");
  }
}
