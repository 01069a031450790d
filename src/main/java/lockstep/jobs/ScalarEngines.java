package lockstep.jobs;

import java.util.ArrayList;
import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.fault.rule.FaultyRules;
import lockstep.model.Engines;
import lockstep.model.Run;
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ConventionNetwork;

/** Makes the hand-written side of a comparison: scalar networks, ones with a library's rules, or with the faults that a config plants in them. */
public final class ScalarEngines {

    /** The faults that a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.names(), Faults::objection);

    private ScalarEngines() {}

    /** What makes the networks of each run of a config. */
    public static Engines.PerRun of(ExperimentConfig config) {
        return run -> {
            Faults planted = Faults.named(config.faults(run.label()));
            return planted.size() > 0
                    ? network -> new FaultyNetwork(network, planted.insteadOf(forms(config, run)))
                    : right(config, run);
        };
    }

    /** What makes the right networks of a run of a config: without the faults that it plants. */
    public static Engines right(ExperimentConfig config, Run run) {
        Faults forms = forms(config, run);
        return config.isLikeDl4j()
                ? ControlNetwork::new
                : network -> new ConventionNetwork(
                        network,
                        FaultyRules.of(network.optimizer(), forms),
                        config.like().penaltyInLoss());
    }

    /** What a right program for a run of a config has that is not DL4J's. */
    public static Faults forms(ExperimentConfig config, Run run) {
        List<String> names = new ArrayList<>(config.meant(run));
        if (!config.like().penaltyInLoss() && Fault.PENALTY_NOT_IN_LOSS.appliesTo(run)) {
            names.add(Fault.PENALTY_NOT_IN_LOSS.key());
        }
        return Faults.named(names);
    }
}
