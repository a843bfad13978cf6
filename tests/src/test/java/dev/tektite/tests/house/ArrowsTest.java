package dev.tektite.tests.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The arrows of the house: they only go down.
class ArrowsTest {
  /// From the roof to the cellar; a package may use those that stand after it.
  private static final List<String> FLOORS =
      List.of(
          "dev.tektite.history",
          "dev.tektite.testkit.faults",
          "dev.tektite.testkit",
          "dev.tektite.testkit.process",
          "dev.tektite.transfer",
          "dev.tektite",
          "dev.tektite.bulk",
          "dev.tektite.salvage",
          "dev.tektite.recovery",
          "dev.tektite.migration",
          "dev.tektite.copy",
          "dev.tektite.backup",
          "dev.tektite.schema",
          "dev.tektite.watch",
          "dev.tektite.retry",
          "dev.tektite.upkeep",
          "dev.tektite.engine",
          "dev.tektite.probe",
          "dev.tektite.flight",
          "dev.tektite.maintenance",
          "dev.tektite.observe",
          "dev.tektite.wal",
          "dev.tektite.block",
          "dev.tektite.rows",
          "dev.tektite.sql",
          "dev.tektite.sqlite",
          "dev.tektite.sqlite.ffm");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tektite");

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyThoseBelowIt() {
    return FLOORS.stream().map(floor -> DynamicTest.dynamicTest(floor, () -> checkFloor(floor)));
  }

  private static void checkFloor(String floor) {
    List<String> above = FLOORS.subList(0, FLOORS.indexOf(floor));
    if (above.isEmpty()) {
      return;
    }
    noClasses()
        .that(areIn(List.of(floor)))
        .should()
        .dependOnClassesThat(areIn(above))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasAFloor() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "stand in a package without a floor",
                type ->
                    type.getPackageName().startsWith("dev.tektite")
                        && !type.getPackageName().startsWith("dev.tektite.tests")
                        && !FLOORS.contains(type.getPackageName())))
        .should()
        .bePublic()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void whatStandsOnCoreUsesItsDoorOnly() {
    noClasses()
        .that(areIn(List.of("dev.tektite.history")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.tektite.engine..",
            "dev.tektite.probe..",
            "dev.tektite.block..",
            "dev.tektite.rows..",
            "dev.tektite.testkit..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("dev.tektite.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheBindingTouchesForeignMemory() {
    noClasses()
        .that(
            areIn(
                List.of(
                    "dev.tektite", "dev.tektite.engine", "dev.tektite.block", "dev.tektite.sql")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .check(CLASSES);
  }

  @Test
  void nobodyLogsOtherThanThroughTheSystemLogger() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> areIn(List<String> packages) {
    return DescribedPredicate.describe(
        "are in " + packages, type -> packages.contains(type.getPackageName()));
  }
}
