package lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Without it a command could come without the example that people copy first. */
class HelpTest {

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
    void theProgramNamesItsCommandsAndExitStatuses() {
        String help = Main.commandLine(new Interruption()).getUsageMessage(Ansi.OFF);

        assertThat(help)
                .contains(commands())
                .contains("Exit status 0", "130: interrupted", "\n  lockstep run configs/xor.yaml");
        assertThat(help.lines()).allMatch(line -> line.length() <= TextTable.WIDTH);
    }
}
