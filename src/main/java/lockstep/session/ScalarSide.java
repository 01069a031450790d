package lockstep.session;

import java.util.List;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.FaultyNetwork;
import lockstep.model.Engines;
import lockstep.scalar.ScalarNetwork;

/** The hand-written side of a comparison: the scalar network, or one with the faults that a config plants in it. */
public final class ScalarSide {

    /** What a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    private ScalarSide() {}

    /** What makes the networks of each run of a config. */
    public static Engines.PerRun of(ExperimentConfig config) {
        return run -> {
            List<String> names = config.faults(run.label());
            if (names.isEmpty()) {
                return ScalarNetwork::new;
            }
            Faults faults = Faults.named(names);
            return network -> new FaultyNetwork(network, faults);
        };
    }
}
