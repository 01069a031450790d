package lockstep;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it one import could make both sides of the comparison share code, and so be wrong together. */
class ArchitectureTest {

    /** The packages, and which of the others each may know. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("optim", Set.of()),
            Map.entry("model", Set.of("optim")),
            Map.entry("scalar", Set.of("model", "optim")),
            Map.entry("dl4j", Set.of("model", "optim")),
            Map.entry("program", Set.of("model", "optim")),
            Map.entry("data", Set.of("model")),
            Map.entry("config", Set.of("model", "optim", "data")),
            Map.entry("statistics", Set.of("model")),
            Map.entry("experiment", Set.of("model", "statistics")),
            Map.entry("fault", Set.of("model", "optim", "scalar", "experiment")),
            Map.entry("fuzz", Set.of("model", "optim", "experiment")),
            Map.entry("report", Set.of("model", "experiment", "statistics")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lockstep");

    static Set<String> packages() {
        return MAY_KNOW.keySet();
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("lockstep"))
                .map(name -> name.replaceFirst("^lockstep\\.", ""))
                .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(MAY_KNOW.keySet());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsNoMoreThanTheTableSays(String name) {
        String[] known = Stream.concat(Stream.of(name), MAY_KNOW.get(name).stream())
                .map(other -> "lockstep." + other)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("lockstep." + name)
                .should()
                .dependOnClassesThat(resideInAPackage("lockstep..").and(not(resideInAnyPackage(known))))
                .check(CLASSES);
    }

    @Test
    void onlyDl4jKnowsDl4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lockstep.dl4j")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void onlyConfigKnowsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lockstep.config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void onlyProgramAndReportKnowTheJsonLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lockstep.program", "lockstep.report")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProgramKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lockstep")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void onlyReportWritesFiles() {
        Set<String> writing = Set.of(
                "newBufferedWriter",
                "newOutputStream",
                "write",
                "writeString",
                "createDirectory",
                "createDirectories",
                "createFile",
                "createTempFile",
                "createTempDirectory",
                "move",
                "copy",
                "delete",
                "deleteIfExists");
        noClasses()
                .that()
                .resideOutsideOfPackage("lockstep.report")
                .should()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a method of Files that changes something",
                        call -> call.getTargetOwner().isEquivalentTo(java.nio.file.Files.class)
                                && writing.contains(call.getName())))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.io.FileWriter.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.io.RandomAccessFile.class)
                .orShould()
                .callConstructor(java.io.FileOutputStream.class, String.class)
                .orShould()
                .callConstructor(java.io.FileOutputStream.class, java.io.File.class)
                .check(CLASSES);
    }
}
