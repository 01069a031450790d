package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.session.Plan;
import lockstep.work.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "verify",
        description = "Verifies that the scalar network and DL4J's, or your own, agree, step by step.",
        footer = {
            "",
            "Example: every config of a folder, on one thread",
            "  lockstep verify --threads 1 configs",
            "Example: a program of yours instead of DL4J",
            "  lockstep verify configs/dense.yaml --against \"python3 examples/bpnn.py\"",
            "",
            "Exit status 0: every verdict is as expected (agree, or what the config's",
            "`expect` says); 1: some verdict is not."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfConfigs();

    @Mixin
    private CandidateOptions candidate = new CandidateOptions();

    VerifyCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        return new Invocation(options, candidate.candidate(), interruption).run(Plan.VERIFY);
    }
}
