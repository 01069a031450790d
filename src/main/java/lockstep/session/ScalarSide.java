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
import lockstep.scalar.ControlNetwork;

/** The hand-written side of a comparison: the scalar network, or one with the faults that a config plants in it. */
public final class ScalarSide {

    /** What a config may plant. */
    public static final FaultNames FAULTS = new FaultNames(Fault.keys(), Faults::objection);

    private ScalarSide() {}

    /** What makes the networks of each run of a config. */
    public static Function<Run, Function<NetworkSpec, ? extends Engine>> of(ExperimentConfig config) {
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
