package lockstep.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.cli.option.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        description = "Shows the --help of the program or of a command.",
        footer = {"", "Example:", "  lockstep help verify"})
final class HelpCommand implements Callable<Integer> {

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "Which command (default: the whole program).")
    private @Nullable String name;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine program = command.commandLine().getParent();
        CommandLine asked = name == null ? program : program.getSubcommands().get(name);
        if (asked == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "found no command " + name + "; expected one of "
                            + program.getSubcommands().entrySet().stream()
                                    .filter(each -> !each.getValue()
                                            .getCommandSpec()
                                            .usageMessage()
                                            .hidden())
                                    .map(Map.Entry::getKey)
                                    .collect(Collectors.joining(", ")));
        }
        asked.usage(command.commandLine().getOut(), program.getColorScheme());
        return ExitStatus.OK;
    }
}
