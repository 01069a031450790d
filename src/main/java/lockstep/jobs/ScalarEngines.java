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
import lockstep.scalar.ControlNetwork;
import lockstep.scalar.ConventionNetwork;

/** Makes the hand-written side of a comparison: scalar networks, ones with a library's rules, or with the faults that a config plants in them. */
public final class ScalarEngines {

    /** The faults that a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    private ScalarEngines() {}

    /** What makes the networks of each run of a config. */
    public static Engines.PerRun of(ExperimentConfig config) {
        return run -> {
            List<String> names = new ArrayList<>(config.faults(run.label()));
            names.addAll(config.meant(run));
            Faults entries = Faults.named(names);
            if (!config.faults(run.label()).isEmpty()) {
                return network -> new FaultyNetwork(network, entries);
            }
            return config.isLikeDl4j()
                    ? ControlNetwork::new
                    : network -> new ConventionNetwork(
                            network,
                            FaultyRules.of(network.optimizer(), entries),
                            config.like().penaltyInLoss());
        };
    }
}
