package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.option.Arguments;
import lockstep.cli.option.CommonOptions;
import lockstep.jobs.Slice;
import lockstep.session.Candidate;
import lockstep.session.Cluster;
import lockstep.session.Plan;
import lockstep.work.Interruption;
import lockstep.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
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
            "Example: a third of it, on a machine of a cluster (docs/scale.md)",
            "  lockstep race --shard 1/3 --out /shared/results configs/xor.yaml",
            "",
            "Example: on a cluster (docs/scale.md)",
            "  lockstep race --on spark --master spark://host:7077 configs/xor.yaml",
            "",
            "Started again, a race that was killed resumes where it stopped, if neither its",
            "config nor Lockstep has changed; if one has, it says so and starts over."
        })
final class RaceCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Mixin
    private CommonOptions options = new CommonOptions.OfConfigs();

    @Mixin
    private CiReport ci = new CiReport();

    @Option(names = "--unverified", description = "Race without comparing with DL4J first.")
    private boolean unverified;

    @Option(
            names = "--shard",
            paramLabel = "K/N",
            converter = Arguments.OfSlice.class,
            description = "Do one of N shares of the runs, and keep it in DIR/NAME for `lockstep merge`.")
    private @Nullable Slice shard;

    @Option(names = "--on", paramLabel = "CLUSTER", description = "Do the runs on a cluster: spark.")
    private @Nullable String cluster;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Where the cluster is: local[2], spark://HOST:PORT, yarn, k8s://...")
    private String master = "";

    RaceCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws ConfigException {
        if (shard != null && cluster != null) {
            throw options.wrong("--shard and --on are given; expected one of them");
        }
        if (shard != null && ci.isAsked()) {
            throw options.wrong("--shard and --junit are given; expected one of them: a shard has no verdict");
        }
        Invocation invocation = new Invocation(options, Candidate.dl4j(), ci, interruption);
        if (shard != null) {
            return invocation.shard(shard);
        }
        Plan plan = unverified ? Plan.RACE_UNVERIFIED : Plan.RACE;
        return cluster == null ? invocation.run(plan) : invocation.on(cluster(cluster), master, plan);
    }

    private Cluster cluster(String name) {
        return Cluster.named(name)
                .orElseThrow(() -> options.wrong("--on is \"" + name
                        + "\"; expected spark, with the module for it on the class path, as ./lockstep starts it"));
    }
}
