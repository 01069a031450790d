package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.option.CommonOptions;
import lockstep.session.Candidate;
import lockstep.session.Plan;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "Verifies that the scalar network and DL4J's agree, step by step, then races the optimizers.",
        footer = {
            "",
            "Example:",
            "  lockstep run configs/xor.yaml",
            "",
            "It prints a table, writes results/xor/*.csv and exits with 0, or with 1 if some",
            "verdict is not as expected. A config without `race` is only verified."
        })
final class RunCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfConfigs();

    @Mixin
    private CiReport ci = new CiReport();

    RunCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        return new Invocation(options, Candidate.dl4j(), ci, interruption).run(Plan.RUN);
    }
}
