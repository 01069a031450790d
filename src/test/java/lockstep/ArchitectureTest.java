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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it one import could make both sides of the comparison share code, and so be wrong together. */
class ArchitectureTest {

    /** The packages, from the program's front to its ground, and which of the others each may know. */
    private static final List<Room> ROOMS = List.of(
            room(
                    "",
                    "config",
                    "config.file",
                    "dl4j",
                    "jobs",
                    "model",
                    "optim",
                    "parity",
                    "parity.step",
                    "parity.verdict",
                    "race",
                    "race.job",
                    "race.ranking",
                    "scalar",
                    "session",
                    "words",
                    "work",
                    "yaml"),
            room(
                    "cli",
                    "cli.option",
                    "config",
                    "config.file",
                    "console",
                    "data",
                    "diagnosis",
                    "dl4j",
                    "jobs",
                    "model",
                    "optim",
                    "page",
                    "parity",
                    "parity.step",
                    "parity.verdict",
                    "program",
                    "race.ranking",
                    "results",
                    "results.file",
                    "scalar",
                    "session",
                    "upkeep",
                    "words",
                    "work",
                    "yaml"),
            room("cli.option", "config", "console", "jobs", "model", "optim", "program", "session", "work", "yaml"),
            room(
                    "session",
                    "config",
                    "config.file",
                    "data",
                    "data.file",
                    "diagnosis",
                    "dl4j",
                    "fault",
                    "jobs",
                    "model",
                    "optim",
                    "page",
                    "parity",
                    "parity.step",
                    "parity.verdict",
                    "program",
                    "race",
                    "race.analysis",
                    "race.job",
                    "race.ranking",
                    "results",
                    "results.file",
                    "scalar",
                    "words",
                    "work",
                    "yaml"),
            room(
                    "jobs",
                    "config",
                    "config.file",
                    "data",
                    "fault",
                    "fault.network",
                    "fault.rule",
                    "model",
                    "optim",
                    "race",
                    "race.job",
                    "results",
                    "scalar",
                    "yaml"),
            room(
                    "console",
                    "config",
                    "diagnosis",
                    "model",
                    "optim",
                    "parity",
                    "parity.step",
                    "parity.verdict",
                    "race.analysis",
                    "race.job",
                    "race.ranking",
                    "session",
                    "words"),
            room(
                    "page",
                    "model",
                    "page.part",
                    "page.section",
                    "parity.verdict",
                    "race.analysis",
                    "race.ranking",
                    "results",
                    "results.file",
                    "words"),
            room(
                    "page.section",
                    "model",
                    "page.part",
                    "parity.verdict",
                    "race.analysis",
                    "race.ranking",
                    "results",
                    "results.file",
                    "words"),
            room("page.part", "model", "parity.verdict", "race.ranking", "results", "words"),
            room(
                    "words",
                    "diagnosis",
                    "fault",
                    "model",
                    "optim",
                    "parity.step",
                    "parity.verdict",
                    "race.analysis",
                    "race.job",
                    "race.ranking"),
            room(
                    "results",
                    "diagnosis",
                    "fault",
                    "model",
                    "optim",
                    "parity",
                    "parity.step",
                    "parity.verdict",
                    "race",
                    "race.analysis",
                    "race.job",
                    "race.ranking",
                    "results.file",
                    "statistics",
                    "work"),
            room("results.file", "model", "work"),
            room("parity", "model", "optim", "parity.bound", "parity.rule", "parity.step", "parity.verdict", "work"),
            room("parity.step", "model", "optim", "parity.bound", "parity.rule", "parity.verdict", "work"),
            room("parity.verdict", "model"),
            room("parity.rule", "model", "optim"),
            room("parity.bound", "loops", "model"),
            room("race.analysis", "model", "race.job", "race.ranking", "statistics"),
            room("race", "model", "race.job", "race.ranking", "statistics", "work"),
            room("race.ranking", "model", "race.job", "statistics"),
            room("race.job", "model"),
            room(
                    "diagnosis",
                    "data",
                    "data.file",
                    "fault",
                    "fault.network",
                    "model",
                    "optim",
                    "parity",
                    "parity.verdict",
                    "scalar",
                    "work"),
            room("fault.network", "fault", "fault.rule", "model", "optim", "scalar"),
            room("fault.rule", "fault", "optim"),
            room("fault", "model", "optim"),
            room(
                    "config.file",
                    "config",
                    "config.form",
                    "data",
                    "data.file",
                    "data.problem",
                    "model",
                    "optim",
                    "work",
                    "yaml"),
            room(
                    "config.form",
                    "config",
                    "config.form.data",
                    "data",
                    "data.file",
                    "data.problem",
                    "model",
                    "optim",
                    "yaml"),
            room("config.form.data", "data", "data.file", "data.problem", "model", "work", "yaml"),
            room("config", "data", "model", "optim"),
            room("yaml", "work"),
            room("scalar", "loops", "model", "optim", "scalar.math"),
            room("loops", "optim"),
            room("scalar.math"),
            room("dl4j", "model", "optim"),
            room("program", "model", "optim", "work"),
            room("data", "data.file", "data.problem", "model"),
            room("data.problem", "data.file", "model"),
            room("data.file", "model", "work"),
            room("statistics", "model"),
            room("work"),
            room("model", "optim"),
            room("optim"),
            room(
                    "upkeep",
                    "config",
                    "config.file",
                    "dl4j",
                    "model",
                    "optim",
                    "parity",
                    "parity.verdict",
                    "program",
                    "results",
                    "results.file",
                    "scalar",
                    "work"));

    private record Room(String name, Set<String> mayKnow) {

        String packageName() {
            return packageName(name);
        }

        static String packageName(String room) {
            return room.isEmpty() ? "lockstep" : "lockstep." + room;
        }

        /** The first sentence of its package-info. */
        String sentence() throws IOException {
            Path file = Path.of("src/main/java/lockstep", name.replace('.', '/'), "package-info.java");
            String comment = Files.readString(file).replaceFirst("(?s)^/\\*\\*(.*?)\\*/.*$", "$1");
            String text = comment.replaceAll("\\s*\\n ?\\*?\\s*", " ").replaceAll("\\{@(?:link|code) ([^}]*)}", "`$1`");
            return text.replaceFirst("(?s)[.](?:\\s.*)?$", ".").strip();
        }

        String row() throws IOException {
            String known =
                    ROOMS.stream().map(Room::name).filter(mayKnow::contains).collect(Collectors.joining(", "));
            return "| `" + packageName() + "` | " + sentence() + " | " + (known.isEmpty() ? "-" : known) + " |";
        }
    }

    private static Room room(String name, String... mayKnow) {
        return new Room(name, Set.of(mayKnow));
    }

    private static final Path PAGE = Path.of("CONTRIBUTING.md");
    private static final String BEGIN = "<!-- the packages -->";
    private static final String END = "<!-- end of the packages -->";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lockstep");

    static List<Room> rooms() {
        return ROOMS;
    }

    @Test
    void everyPackageIsInTheList() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.replaceFirst("^lockstep\\.?", ""))
                .collect(Collectors.toSet());
        assertThat(ROOMS).extracting(Room::name).containsExactlyInAnyOrderElementsOf(packages);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aPackageKnowsNoMoreThanTheListSays(Room room) {
        String[] known = Stream.concat(Stream.of(room.name), room.mayKnow.stream())
                .map(Room::packageName)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(room.packageName())
                .should()
                .dependOnClassesThat(resideInAPackage("lockstep..").and(not(resideInAnyPackage(known))))
                .check(CLASSES);
    }

    /** {@code mvn -Dtest=ArchitectureTest -Dlockstep.refresh=true test} rewrites the table. */
    @Test
    void theTableInContributingIsThisList() throws IOException {
        List<String> table =
                new ArrayList<>(List.of(BEGIN, "| package | in one sentence | may import |", "| --- | --- | --- |"));
        for (Room room : ROOMS) {
            table.add(room.row());
        }
        List<String> lines = Files.readAllLines(PAGE);
        int begin = lines.indexOf(BEGIN);
        int end = lines.indexOf(END);
        if (Boolean.getBoolean("lockstep.refresh")) {
            List<String> refreshed = new ArrayList<>(lines.subList(0, begin));
            refreshed.addAll(table);
            refreshed.addAll(lines.subList(end, lines.size()));
            Files.write(PAGE, refreshed);
        } else {
            assertThat(lines.subList(begin, end))
                    .as("mvn -Dtest=ArchitectureTest -Dlockstep.refresh=true test rewrites it")
                    .isEqualTo(table);
        }
    }

    @Test
    void onlyDl4jAndTheFrontDoorKnowDl4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lockstep.dl4j", "lockstep")
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
    void onlyProgramPageAndYamlKnowTheJsonLibraryAndDataItsNumbers() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lockstep.program", "lockstep.page.part", "lockstep.yaml")
                .and()
                .doNotHaveFullyQualifiedName("lockstep.data.file.Decimal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProgramKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lockstep.cli", "lockstep.cli.option", "lockstep.console")
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
                .resideOutsideOfPackages("lockstep.results", "lockstep.results.file")
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
