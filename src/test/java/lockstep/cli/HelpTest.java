package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lockstep.cli.option.ExitStatus;
import lockstep.console.TextTable;
import lockstep.work.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Without it a command could come without the example that people copy first. */
class HelpTest {

    /** CONTRIBUTING tells of these; a user's help does not. */
    private static final List<String> MAINTAINERS = List.of("surface", "fuzz");

    static Set<String> commands() {
        return Main.commandLine(new Interruption()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExample(String name) {
        CommandLine command =
                Main.commandLine(new Interruption()).getSubcommands().get(name);
        String help = command.getUsageMessage(Ansi.OFF);

        assertThat(help).containsPattern("\nExample.*\n  lockstep " + name);
        assertThat(help.lines()).allMatch(line -> line.length() <= TextTable.WIDTH);
    }

    @Test
    void theProgramNamesItsCommandsAndExitStatuses() throws IllegalAccessException, IOException {
        String help = Main.commandLine(new Interruption()).getUsageMessage(Ansi.OFF);

        assertThat(help)
                .contains(commands().stream()
                        .filter(name -> !MAINTAINERS.contains(name))
                        .toList())
                .doesNotContain(MAINTAINERS)
                .contains("\n  lockstep run configs/xor.yaml");
        assertThat(help.lines()).allMatch(line -> line.length() <= TextTable.WIDTH);
        assertThat(statuses())
                .hasSizeGreaterThan(5)
                .allSatisfy(status -> assertThat(help).containsPattern("(Exit status|;)\\s" + status + ": "));
    }

    /** The program's, and that of the script that builds and starts it. */
    private static List<Integer> statuses() throws IllegalAccessException, IOException {
        List<Integer> statuses = new ArrayList<>();
        for (Field field : ExitStatus.class.getDeclaredFields()) {
            statuses.add(field.getInt(null));
        }
        String launcher = Files.readString(Path.of("lockstep"));
        statuses.add(Integer.valueOf(launcher.substring(launcher.indexOf("exit ") + "exit ".length())
                .lines()
                .findFirst()
                .orElseThrow()));
        return statuses;
    }

    /** The others take as many as they are given. */
    @ParameterizedTest
    @ValueSource(strings = {"step", "diagnose"})
    void aCommandForOneConfigAsksForOne(String name) {
        CommandLine command =
                Main.commandLine(new Interruption()).getSubcommands().get(name);
        String help = command.getUsageMessage(Ansi.OFF);

        assertThat(help).contains(" CONFIG\n").doesNotContain("CONFIG...", "folder of");
    }
}
