package lockstep.session;

import java.util.List;
import java.util.function.Function;
import lockstep.config.ExperimentConfig;
import lockstep.config.FaultNames;
import lockstep.fault.Fault;
import lockstep.fault.Faults;
import lockstep.fault.FaultyNetwork;
import lockstep.model.Engine;
import lockstep.model.NetworkSpec;
import lockstep.model.Run;
import lockstep.scalar.ScalarNetwork;

/** Makes the hand-written side of a comparison: scalar networks, or ones with the faults that a config plants in them. */
public final class ScalarEngines {

    /** What a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    private ScalarEngines() {}

    /** What makes the networks of each run of a config. */
    public static Function<Run, Function<NetworkSpec, ? extends Engine>> of(ExperimentConfig config) {
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
