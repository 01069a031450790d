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
            Map.entry("cli", Set.of("config", "config.file", "console", "diagnosis", "dl4j", "fault", "model", "optim", "page", "parity", "program", "results", "scalar", "session", "upkeep", "words", "work", "yaml")),
            Map.entry("config.file", Set.of("config", "config.form", "data", "model", "optim", "yaml")),
            Map.entry("config.form", Set.of("config", "data", "model", "optim", "yaml")),
            Map.entry("config", Set.of("data", "model", "optim")),
            Map.entry("console", Set.of("config", "model", "optim", "parity", "race", "session", "words")),
            Map.entry("data", Set.of("model")),
            Map.entry("diagnosis", Set.of("data", "fault", "model", "optim", "parity", "scalar", "work")),
            Map.entry("dl4j", Set.of("model", "optim")),
            Map.entry("fault", Set.of("diagnosis", "model", "optim", "scalar")),
            Map.entry("model", Set.of("optim")),
            Map.entry("optim", Set.of("scalar.fast")),
            Map.entry("page", Set.of("model", "parity", "race", "results", "words")),
            Map.entry("parity", Set.of("model", "optim", "parity.bound", "work")),
            Map.entry("parity.bound", Set.of("model")),
            Map.entry("program", Set.of("model", "optim")),
            Map.entry("race", Set.of("model", "statistics", "work")),
            Map.entry("results", Set.of("diagnosis", "fault", "model", "optim", "page", "parity", "race", "statistics")),
            Map.entry("scalar", Set.of("model", "optim", "scalar.fast", "scalar.math")),
            Map.entry("session", Set.of("cli", "config", "config.file", "console", "diagnosis", "dl4j", "fault", "model", "optim", "page", "parity", "program", "race", "results", "scalar", "words", "work", "yaml")),
            Map.entry("statistics", Set.of("model")),
            Map.entry("upkeep", Set.of("config", "config.file", "data", "dl4j", "model", "optim", "parity", "program", "results", "scalar", "work")),
            Map.entry("words", Set.of("config", "console", "diagnosis", "fault", "model", "optim", "page", "parity", "race", "results", "session")),
            Map.entry("work", Set.of()),
            Map.entry("yaml", Set.of()),
            Map.entry("scalar.math", Set.of()),
            Map.entry("scalar.fast", Set.of()));

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
    void onlyYamlKnowsYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lockstep.yaml")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void onlyProgramAndPageKnowTheJsonLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lockstep.program", "lockstep.page")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProgramKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lockstep.cli", "lockstep.console")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void onlyResultsWritesFiles() {
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
                .resideOutsideOfPackage("lockstep.results")
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
