package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.option.ExitStatus;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints a script by which bash and zsh complete commands, options and file names.",
        footer = {
            "",
            "Example: for this shell",
            "  source <(./lockstep completion)",
            "Example: for every bash to come, where bash-completion is installed",
            "  lockstep completion > ~/.local/share/bash-completion/completions/lockstep"
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        CommandSpec program = command.root();
        command.commandLine().getOut().print(AutoComplete.bash(program.name(), program.commandLine()));
        command.commandLine().getOut().flush();
        return ExitStatus.OK;
    }
}
