package io.tidegate.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape of the module. */
@AnalyzeClasses(
    packages = "io.tidegate.rules",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ONE_PACKAGE_KNOWS_THE_RULE_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tidegate.rules.drools")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.drools..", "org.kie..");

  @ArchTest
  static final ArchRule ONE_PACKAGE_KNOWS_WORKBOOKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tidegate.rules.workbook")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.dhatim..", "javax.xml..", "java.util.zip..");

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("io.tidegate.rules.(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CRYPTOGRAPHY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.crypto..", "org.bouncycastle..");

  @ArchTest
  static final ArchRule MASKS_KNOW_NO_RULES =
      noClasses()
          .that()
          .resideInAPackage("io.tidegate.rules.mask")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tidegate.rules.fact",
              "io.tidegate.rules.pack",
              "io.tidegate.rules.drools",
              "io.tidegate.rules.decide");
}
