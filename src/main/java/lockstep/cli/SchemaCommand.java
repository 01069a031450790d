package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.option.ExitStatus;
import lockstep.config.file.Schema;
import lockstep.jobs.ScalarEngines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        description = "Prints the JSON Schema of a config, which lets editors complete keys and find mistakes.",
        footer = {
            "",
            "Example:",
            "  lockstep schema > lockstep.schema.json",
            "",
            "Then let a config begin with",
            "  # yaml-language-server: $$schema=lockstep.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        command.commandLine().getOut().println(Schema.text(ScalarEngines.FAULTS).stripTrailing());
        return ExitStatus.OK;
    }
}
