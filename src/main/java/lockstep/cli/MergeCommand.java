package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.option.CommonOptions;
import lockstep.session.Candidate;
import lockstep.session.Plan;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "merge",
        description = "Puts the shards of a race together: the results are those of `lockstep race`, byte for byte.",
        footer = {
            "",
            "Example: the shards that wrote into one folder",
            "  lockstep merge /shared/results --out /shared/results",
            "",
            "Where a race is tuned, the shards do the tuning first. Merge once for the",
            "tuning, start the same shards again for the race, and merge again",
            "(docs/scale.md). Nothing is written if a shard is missing, unfinished or",
            "damaged, or of another config or build."
        })
final class MergeCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfFolders();

    @Mixin
    private CiReport ci = new CiReport();

    @Option(names = "--unverified", description = "Do not compare with DL4J.")
    private boolean unverified;

    MergeCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        if (options.hasOverrides()) {
            throw options.wrong("--precision or --like is given; expected none: a shard's config says so itself");
        }
        return new Invocation(options, Candidate.dl4j(), ci, interruption)
                .merge(unverified ? Plan.RACE_UNVERIFIED : Plan.RACE);
    }
}
