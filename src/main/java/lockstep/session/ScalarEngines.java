package lockstep.session;

import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.network.FaultyNetwork;
import lockstep.model.Engines;
import lockstep.scalar.ControlNetwork;

/** Makes the hand-written side of a comparison: scalar networks, or ones with the faults that a config plants in them. */
public final class ScalarEngines {

    /** The faults that a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    private ScalarEngines() {}

    /** What makes the networks of each run of a config. */
    public static Engines.PerRun of(ExperimentConfig config) {
        return run -> {
            List<String> names = config.faults(run.label());
            if (names.isEmpty()) {
                return ControlNetwork::new;
            }
            Faults faults = Faults.named(names);
            return network -> new FaultyNetwork(network, faults);
        };
    }
}
