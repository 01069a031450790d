package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.session.Candidate;
import lockstep.session.Plan;
import lockstep.work.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "race",
        description = "Races the optimizers of a config to its target, from many starts.",
        footer = {
            "",
            "Example: the results in another folder",
            "  lockstep race --out /tmp/results configs/xor.yaml",
            "",
            "The config's `race` says from how many starts, to which target, and in how many",
            "epochs at most. A few steps of each optimizer are verified first; one that",
            "disagrees with DL4J stops the race. `lockstep run` verifies them at length.",
            "",
            "Started again, a race that was killed resumes where it stopped, if neither its",
            "config nor Lockstep has changed; if one has, it says so and starts over."
        })
final class RaceCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfConfigs();

    @Option(names = "--unverified", description = "Race without comparing with DL4J first.")
    private boolean unverified;

    RaceCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        return new Invocation(options, Candidate.dl4j(), interruption)
                .run(unverified ? Plan.RACE_UNVERIFIED : Plan.RACE);
    }
}
