package io.tidegate.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.tidegate.samples",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule generationKnowsNoDatabase =
      classes()
          .that()
          .resideInAPackage("..generate")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "..samples.generate", "..route.identifier")
          .andShould()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("java.sql..", "javax.sql..");

  /**
   * Values that differ from run to run, or from one Java to another, must not get into the data.
   */
  @ArchTest
  static final ArchRule generationUsesNeitherChanceNorClock =
      noClasses()
          .that()
          .resideInAPackage("..generate")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.SplittableRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.HashMap")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(Math.class, "sin", double.class)
          .orShould()
          .callMethod(Math.class, "cos", double.class)
          .orShould()
          .callMethod(Math.class, "exp", double.class)
          .orShould()
          .callMethod(Math.class, "log", double.class)
          .orShould()
          .callMethod(Math.class, "pow", double.class, double.class);

  @ArchTest
  static final ArchRule onlyTheLoaderKnowsTheDriver =
      noClasses()
          .that()
          .resideOutsideOfPackage("..load")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postgresql..");
}
